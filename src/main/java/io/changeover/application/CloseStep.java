package io.changeover.application;

import io.changeover.application.port.EventLog;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.StepStore;
import io.changeover.application.port.Tokens;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunEvent;
import io.changeover.domain.run.RunState;
import io.changeover.domain.run.StepRecord;
import io.changeover.domain.run.StepState;
import io.changeover.domain.run.Verb;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Ends the work on a step in one transaction: the step is closed, the token goes on, and what comes next is written
 * down. When another transaction was faster, that transaction is repeated, never an operation.
 */
public final class CloseStep {
    private final Plans plans;
    private final PointOfNoReturn point;
    private final RunStore runs;
    private final StepStore steps;
    private final Tokens tokens;
    private final EventLog events;
    private final AbortRun abortRun;
    private final GoUnplanned goUnplanned;
    private final Changes changes;
    private final Clock clock;

    public CloseStep(
            Plans plans,
            PointOfNoReturn point,
            RunStore runs,
            StepStore steps,
            Tokens tokens,
            EventLog events,
            AbortRun abortRun,
            GoUnplanned goUnplanned,
            Changes changes,
            Clock clock) {
        this.plans = plans;
        this.point = point;
        this.runs = runs;
        this.steps = steps;
        this.tokens = tokens;
        this.events = events;
        this.abortRun = abortRun;
        this.goUnplanned = goUnplanned;
        this.changes = changes;
        this.clock = clock;
    }

    /** How the work on a step ended. */
    enum Ending {
        /** The token went on, or a person was asked, or the step was cancelled. */
        CLOSED,
        /** The run is paused or its process instance suspended; a worker looks again soon. */
        HELD,
        /** Another worker has the step. */
        LEFT
    }

    /** Takes an open step for this worker. */
    Optional<StepRecord> claim(String step) {
        return changes.make(() -> steps.claim(step));
    }

    /** Whether an operation belongs behind the point of no return. */
    boolean isPastPointOfNoReturn(Run run, OperationRecord operation) {
        return point.isPast(run, operation);
    }

    /** Whether these are operations of a step that promotes. */
    boolean promotes(Run run, List<OperationRecord> operations) {
        return point.promotes(run, operations);
    }

    /** Those of operations that are refused, as nothing shows that the source takes no writes; none where they may begin. */
    List<OperationRecord> refused(Run run, List<OperationRecord> operations) {
        return point.refused(run, operations);
    }

    /** Writes down what is asked of the sites before these operations of a step may begin; mostly nothing is. */
    List<OperationRecord> questions(StepRecord step, Run run, List<OperationRecord> operations) {
        List<OperationDraft> drafts = point.questions(run, operations);
        return drafts.isEmpty()
                ? List.of()
                : changes.make(() -> {
                    if (!stillOurs(step)) {
                        return List.of();
                    }
                    int there = steps.operations(step.id()).size();
                    int before = operations.get(0).rank() - 1;
                    List<OperationRecord> questions = IntStream.range(0, drafts.size())
                            .mapToObj(index -> OpenStep.record(step.id(), there + index + 1, before, drafts.get(index)))
                            .toList();
                    steps.add(questions);
                    return questions;
                });
    }

    /** Passes the point of no return within a step; false if that may not be now, and the step is to be closed. */
    boolean passPointOfNoReturn(StepRecord step) {
        return changes.make(() -> {
            Run run = runs.lock(step.run()).orElseThrow();
            if (!stillOurs(step) || run.state() != RunState.RUNNING) {
                return false;
            }
            point.pass(run.id());
            return true;
        });
    }

    /**
     * The work on a step that is over.
     *
     * @param ended the operations that have ended, earlier ones included
     * @param unwritten those of them whose ends are still to be written
     * @param stopped whether it was held or cancelled before all was done
     */
    record Worked(List<OperationRecord> ended, List<OperationRecord> unwritten, boolean stopped) {}

    /** Ends the work on a step. */
    Ending close(StepRecord step, Worked worked) {
        return changes.make(() -> {
            Run run = runs.lock(step.run()).orElseThrow();
            if (!stillOurs(step)) {
                return Ending.LEFT;
            }
            if (!worked.unwritten().isEmpty()) {
                steps.end(worked.unwritten());
            }
            if (!step.undoes() && run.state() == RunState.ABORTING) {
                return cancelled(step, run);
            }
            if (run.state() == RunState.PAUSED) {
                return Ending.HELD;
            }
            return switch (tokens.status(step)) {
                case GONE -> cancelled(step, run);
                case SUSPENDED -> Ending.HELD;
                case WAITING -> worked.stopped() ? Ending.HELD : decide(step, run, worked.ended());
            };
        });
    }

    private boolean stillOurs(StepRecord step) {
        return steps.find(step.id())
                .filter(now -> now.state() == StepState.OPEN && now.claim() == step.claim())
                .isPresent();
    }

    private Ending cancelled(StepRecord step, Run run) {
        if (steps.move(step, StepState.CANCELLED, clock.instant())) {
            steps.cancelOpen(step.id(), clock.instant());
            if (run.state() == RunState.ABORTING) {
                abortRun.undoWhenQuiet(run);
            }
        }
        return Ending.CLOSED;
    }

    private Ending decide(StepRecord step, Run run, List<OperationRecord> ended) {
        List<OperationRecord> failed = Failures.of(plans.of(run), ended);
        boolean skipped = ended.stream().anyMatch(operation -> operation.state() == OperationState.SKIPPED);
        if (failed.isEmpty()) {
            return advance(step, run, ended, skipped ? StepState.SKIPPED : StepState.DONE);
        }
        boolean caught = tokens.catchesFailure(step);
        List<OperationRecord> released = caught && !run.dryRun() ? UndoPlanner.released(ended) : List.of();
        if (caught && released.isEmpty()) {
            if (steps.move(step, StepState.FAILED, clock.instant())) {
                steps.cancelOpen(step.id(), clock.instant());
                tokens.fail(step, failed.get(0).message().orElse("failed"));
            }
            return Ending.CLOSED;
        }
        if (steps.move(step, StepState.DECIDING, clock.instant())) {
            ask(
                    step,
                    run,
                    failed,
                    "%d of %d operations failed.%s".formatted(failed.size(), ended.size(), open(released)));
        }
        return Ending.CLOSED;
    }

    private Ending advance(StepRecord step, Run run, List<OperationRecord> ended, StepState state) {
        if (!steps.move(step, state, clock.instant())) {
            return Ending.LEFT;
        }
        if (point.promotes(run, ended)) {
            point.promoted(run.id());
        }
        tokens.advance(step);
        return Ending.CLOSED;
    }

    /** A failure that leaves a site unguarded is a person's, also where the diagram has a path for it. */
    private static String open(List<OperationRecord> released) {
        return released.stream()
                .findFirst()
                .map(one -> " The fence of %s (%s) is gone or may be: it may come up and take writes."
                        .formatted(
                                one.site(),
                                released.stream().map(OperationRecord::target).collect(Collectors.joining(", "))))
                .orElse("");
    }

    private void ask(StepRecord step, Run run, List<OperationRecord> failed, String found) {
        String where = step.group().map(group -> " (" + group + ")").orElse("");
        String question = "%s%s: %s What now?".formatted(step.name(), where, found);
        boolean mayAbort = Steering.refusals(Verb.ABORT, run, Optional.of(step), "changeover")
                .isEmpty();
        boolean statable = !run.dryRun() && StatedQuiet.isOffered(failed, steps.operations(step.id()));
        List<String> choices = new ArrayList<>(List.of(Decisions.RETRY, statable ? Decisions.STATED : Decisions.SKIP));
        if (mayAbort) {
            choices.add(Decisions.ABORT);
        }
        if (goUnplanned.isPossible(run, step)) {
            choices.add(Decisions.UNPLANNED);
        }
        tokens.askAboutFailure(run, step, question, choices);
        events.append(new RunEvent(run.id(), clock.instant(), "changeover", "STEP_FAILED", question));
    }
}
