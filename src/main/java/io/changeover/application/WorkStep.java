package io.changeover.application;

import io.changeover.application.port.OperationJournal;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.StepStore;
import io.changeover.application.port.Tokens;
import io.changeover.application.port.WorkQueue;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunState;
import io.changeover.domain.run.StepRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What a worker does with a step: carries out its operations, so many at once, and then closes it. Everything that a
 * dead worker left behind is found again here: pending operations are begun, those under way are repeated from their
 * reading.
 */
public final class WorkStep {
    private static final Duration SOON = Duration.ofMillis(500);

    private final Plans plans;
    private final RunStore runs;
    private final StepStore steps;
    private final StepPass.Tools tools;
    private final CloseStep closeStep;
    private final Tokens tokens;
    private final WorkQueue queue;
    private final Map<String, FanOut.Work> working = new ConcurrentHashMap<>();

    public WorkStep(
            Plans plans,
            RunStore runs,
            StepStore steps,
            OperationJournal journal,
            FanOut fanOut,
            CloseStep closeStep,
            Tokens tokens,
            WorkQueue queue,
            Clock clock) {
        this.plans = plans;
        this.runs = runs;
        this.steps = steps;
        this.tools = new StepPass.Tools(fanOut, journal, closeStep, steps, clock);
        this.closeStep = closeStep;
        this.tokens = tokens;
        this.queue = queue;
    }

    /** Claims a step and works on it until it is closed, handed to a person, held, or taken over. */
    public void work(String id) {
        work(id, () -> closeStep.claim(id).map(this::read));
    }

    /** Works on a step that was written for this worker, as {@link #work(String)} does. */
    public void work(WorkQueue.Opened opened) {
        work(opened.step().id(), () -> Optional.of(opened));
    }

    private void work(String id, Supplier<Optional<WorkQueue.Opened>> taking) {
        FanOut.Work work = new FanOut.Work();
        if (working.putIfAbsent(id, work) != null) {
            queue.schedule(id, SOON);
            return;
        }
        try {
            taking.get().ifPresent(taken -> work(taken, work));
        } finally {
            working.remove(id);
        }
    }

    private WorkQueue.Opened read(StepRecord step) {
        return new WorkQueue.Opened(
                step, steps.operations(step.id()), runs.find(step.run()).orElseThrow());
    }

    /** Looks whether the tokens of all steps under way are still there, and wanted; run every half second. */
    public void watch() {
        working.forEach((id, work) -> work.step().ifPresent(step -> {
            switch (tokens.status(step)) {
                case WAITING -> {}
                case SUSPENDED -> work.hold();
                case GONE -> work.cancel();
            }
        }));
        endUnwanted(List.copyOf(working.keySet()));
    }

    /** Ends what persons do not want to wait for any more, of those of these steps that this node works on. */
    public void endUnwanted(Collection<String> ids) {
        steps.cancellations(ids).forEach(wanted -> {
            FanOut.Work work = working.get(wanted.step());
            if (work != null) {
                work.end(wanted);
            }
        });
    }

    /** Cancels what this node does for a run, after the run was aborted. */
    public void cancel(Run run) {
        working.values().stream()
                .filter(work -> work.step()
                        .filter(step -> step.run().equals(run.id()) && !step.undoes())
                        .isPresent())
                .forEach(FanOut.Work::cancel);
    }

    private void work(WorkQueue.Opened taken, FanOut.Work work) {
        StepRecord step = taken.step();
        Run run = taken.run();
        work.begin(step);
        if (run.state() == RunState.PAUSED) {
            queue.schedule(step.id(), SOON);
            return;
        }
        close(step, new StepPass(tools, plans.of(run), taken, work).carryOut());
    }

    private void close(StepRecord step, CloseStep.Worked worked) {
        CloseStep.Ending ending;
        try {
            ending = closeStep.close(step, worked);
        } catch (RuntimeException e) {
            keep(step, worked.unwritten(), e);
            throw e;
        }
        if (ending == CloseStep.Ending.HELD) {
            queue.schedule(step.id(), SOON);
        }
    }

    /** Where a step cannot be closed, such as for a fault further on in its diagram, what it has done is not done again. */
    private void keep(StepRecord step, List<OperationRecord> ended, RuntimeException fault) {
        try {
            ended.forEach(one -> tools.journal().end(one, step).join());
        } catch (CompletionException e) {
            fault.addSuppressed(e);
        }
    }
}
