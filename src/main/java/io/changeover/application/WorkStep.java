package io.changeover.application;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import io.changeover.application.port.OperationJournal;
import io.changeover.application.port.OperationJournal.Permission;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.StepStore;
import io.changeover.application.port.Tokens;
import io.changeover.application.port.WorkQueue;
import io.changeover.connector.spi.Operation;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunState;
import io.changeover.domain.run.StepRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
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
    private final OperationJournal journal;
    private final FanOut fanOut;
    private final CloseStep closeStep;
    private final Tokens tokens;
    private final WorkQueue queue;
    private final Clock clock;
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
        this.journal = journal;
        this.fanOut = fanOut;
        this.closeStep = closeStep;
        this.tokens = tokens;
        this.queue = queue;
        this.clock = clock;
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

    /** Looks whether the tokens of all steps under way are still there; run every half second. */
    public void watch() {
        working.forEach((id, work) -> work.step().ifPresent(step -> {
            switch (tokens.status(step)) {
                case WAITING -> {}
                case SUSPENDED -> work.hold();
                case GONE -> work.cancel();
            }
        }));
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
        ProtectionPlan plan = plans.of(run);
        List<OperationRecord> all = taken.operations();
        Consistency consistency = new Consistency(plan, all);
        FencingRound fencing = new FencingRound(plan, run, all, clock);
        Predicate<OperationRecord> toDo = one -> one.state().open() || consistency.isStale(one) || fencing.isStale(one);
        List<OperationRecord> ended = all.stream().filter(toDo.negate()).collect(toCollection(ArrayList::new));
        Map<Integer, List<OperationRecord>> ranks =
                all.stream().filter(toDo).collect(groupingBy(OperationRecord::rank, TreeMap::new, toList()));
        // The end of a lone operation is written with that of its step: one commit less between two steps.
        boolean alone = ranks.values().stream().mapToInt(List::size).sum() == 1;
        Pass pass = new Pass(plan, run, step, fencing, work, alone, ended, new ArrayList<>());
        for (List<OperationRecord> operations : ranks.values()) {
            if (!fencing.passesOver(operations, ended) && !goesOn(pass, operations)) {
                break;
            }
        }
        pass.without(fencing.leftOut(ended));
        List<OperationRecord> judged = SiteClocks.judged(plan, ended, one -> journal.end(one, step));
        Set<String> ids = pass.unwritten().stream().map(OperationRecord::id).collect(toSet());
        List<OperationRecord> rest =
                judged.stream().filter(one -> ids.contains(one.id())).toList();
        close(step, new CloseStep.Worked(judged, rest, work.stopped()));
    }

    /**
     * One pass through the operations of a step.
     *
     * @param alone whether it carries out one operation only
     * @param ended what has ended so far, in earlier passes too
     * @param unwritten those of these whose ends are written with that of the step
     */
    private record Pass(
            ProtectionPlan plan,
            Run run,
            StepRecord step,
            FencingRound fencing,
            FanOut.Work work,
            boolean alone,
            List<OperationRecord> ended,
            List<OperationRecord> unwritten) {
        /** Takes note of operations that ended without having begun. */
        void without(List<OperationRecord> operations) {
            ended.addAll(operations);
            unwritten.addAll(operations);
        }
    }

    /** Carries out one rank; false where nothing after what has ended may begin. */
    private boolean goesOn(Pass pass, List<OperationRecord> operations) {
        if (!pass.fencing().concerned()
                && !Failures.of(pass.plan(), pass.ended()).isEmpty()) {
            return false;
        }
        List<OperationRecord> refused = closeStep.refused(pass.run(), operations);
        if (!refused.isEmpty()) {
            pass.without(refused);
            return false;
        }
        if (!mayBegin(pass.run(), pass.step(), operations, pass.work())) {
            return false;
        }
        int parallel = OperationPlanner.parallel(pass.plan(), pass.step().group());
        List<OperationRecord> before = List.copyOf(pass.ended());
        List<OperationRecord> now = fanOut.run(
                operations,
                parallel,
                pass.work(),
                one -> fanOut.inRoom(pass.plan(), one, in -> carryOut(pass, before, in)));
        pass.ended().addAll(now);
        pass.unwritten().addAll(pass.alone() ? now : List.of());
        return true;
    }

    /** Whether a rank may begin now; one that promotes takes the run past its point of no return. */
    private boolean mayBegin(Run run, StepRecord step, List<OperationRecord> operations, FanOut.Work work) {
        boolean promotes = operations.stream().anyMatch(one -> closeStep.isPastPointOfNoReturn(run, one));
        if (work.stopped() || promotes && run.pointOfNoReturn().isEmpty() && !closeStep.passPointOfNoReturn(step)) {
            work.hold();
        }
        return !work.stopped();
    }

    /** What a command is told beside what it is told always. */
    private Map<String, String> variables(ProtectionPlan plan, Run run, OperationRecord operation) {
        return operation.operation() == Operation.CALL
                ? Map.of("CHANGEOVER_RECOVERY_POINT", ProvedPoint.of(plan, steps.operationsOf(run.id())))
                : Map.of();
    }

    private Optional<OperationRecord> carryOut(Pass pass, List<OperationRecord> before, OperationRecord operation)
            throws InterruptedException {
        Permission permission = journal.begin(operation, pass.step(), clock.instant());
        switch (permission) {
            case GRANTED -> {
                OperationRecord ended = execute(pass, before, operation);
                if (!pass.alone()) {
                    journal.end(ended, pass.step());
                }
                return Optional.of(ended);
            }
            case HELD -> pass.work().hold();
            case REVOKED -> pass.work().cancel();
        }
        return Optional.empty();
    }

    private OperationRecord execute(Pass pass, List<OperationRecord> before, OperationRecord operation)
            throws InterruptedException {
        Optional<OperationRecord> judged = pass.fencing().judged(operation, before);
        if (judged.isPresent()) {
            return judged.get();
        }
        ProtectionPlan timed = pass.fencing().timed(operation);
        return fanOut.execute(timed, pass.run(), operation, variables(pass.plan(), pass.run(), operation));
    }

    private void close(StepRecord step, CloseStep.Worked worked) {
        CloseStep.Ending ending = closeStep.close(step, worked);
        if (ending == CloseStep.Ending.HELD) {
            queue.schedule(step.id(), SOON);
        }
    }
}
