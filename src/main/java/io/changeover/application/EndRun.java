package io.changeover.application;

import io.changeover.application.port.DecisionStore;
import io.changeover.application.port.EventLog;
import io.changeover.application.port.PlanStore;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.StepStore;
import io.changeover.application.port.Tokens;
import io.changeover.connector.spi.Operation;
import io.changeover.domain.plan.Dataset;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunEvent;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.run.RunState;
import io.changeover.domain.run.RunType;
import io.changeover.domain.run.StepRecord;
import io.changeover.domain.run.StepState;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A process instance of a run has ended: the run gets its outcome, and its plan is free again. */
public final class EndRun {
    private final Plans plans;
    private final PlanStore store;
    private final RunStore runs;
    private final StepStore steps;
    private final Tokens tokens;
    private final Protection protection;
    private final DecisionStore decisions;
    private final EventLog events;
    private final Announce announce;
    private final Clock clock;

    public EndRun(
            Plans plans,
            PlanStore store,
            RunStore runs,
            StepStore steps,
            Tokens tokens,
            Protection protection,
            DecisionStore decisions,
            EventLog events,
            Announce announce,
            Clock clock) {
        this.plans = plans;
        this.store = store;
        this.runs = runs;
        this.steps = steps;
        this.tokens = tokens;
        this.protection = protection;
        this.decisions = decisions;
        this.events = events;
        this.announce = announce;
        this.clock = clock;
    }

    /**
     * Ends a run, in the caller's transaction.
     *
     * @param reached the outcome that the end event names
     * @param deleted whether the process instance was deleted instead of reaching an end event
     */
    public void end(String processInstance, RunOutcome reached, boolean deleted) {
        runs.ofProcess(processInstance).flatMap(run -> runs.lock(run.id())).ifPresent(run -> {
            boolean undone = !run.processInstance().equals(processInstance);
            if (run.state() == RunState.ENDED || (run.state() == RunState.ABORTING && !undone)) {
                return;
            }
            if (deleted && !undone && run.type() == RunType.DRILL && !run.dryRun()) {
                cleanUp(run);
                return;
            }
            end(run, deleted ? RunOutcome.FAILED : reached, undone);
        });
    }

    /** A drill leaves nothing behind, also where somebody has deleted its process instance: it is aborted then. */
    private void cleanUp(Run run) {
        Run aborting = run.in(RunState.ABORTING);
        runs.update(aborting);
        List<StepRecord> all = steps.ofRun(run.id());
        leaveNothingToDecide(aborting, all);
        String why = "its process instance was deleted; what it made is removed";
        events.append(new RunEvent(run.id(), clock.instant(), "changeover", "ABORTED", why));
        // Where a step is under way, its worker starts the undoing when that has ended.
        if (all.stream().noneMatch(step -> step.state() == StepState.OPEN)) {
            tokens.startUndo(aborting);
        }
    }

    private void end(Run run, RunOutcome reached, boolean undone) {
        List<OperationRecord> operations = steps.operationsOf(run.id());
        List<StepRecord> all = steps.ofRun(run.id());
        boolean skipped = skipped(operations, all, undone) || !undone && leftOutByHand(run);
        RunOutcome outcome = outcome(run, reached, undone, skipped);
        Run ended = run.ended(outcome, clock.instant());
        runs.update(ended);
        leaveNothingToDecide(run, all);
        String detail = skipped ? outcome + ", with operations skipped" : outcome.name();
        WithoutActive.sentence(run, operations)
                .ifPresent(sentence -> events.append(
                        new RunEvent(run.id(), clock.instant(), "changeover", "WITHOUT_ACTIVE", sentence)));
        events.append(new RunEvent(run.id(), clock.instant(), "changeover", "ENDED", detail));
        store.lock(run.plan()).ifPresent(status -> {
            Optional<String> apart = apart(ended, operations);
            PlanState before = status.state();
            PlanState state = apart.isPresent() ? unproved(before) : state(outcome, run, operations, before);
            String note = state == PlanState.ATTENTION
                    ? apart.orElse(
                            "run %s ended %s without proof of where the service runs".formatted(run.id(), outcome))
                    : state == before ? status.note() : "";
            PlanStatus released = status.released(state, note);
            store.update(released);
            protection.follow(ended, released);
            announce.ended(ended, released);
        });
    }

    private void leaveNothingToDecide(Run run, List<StepRecord> all) {
        tokens.withdrawQuestions(run);
        all.stream().filter(step -> step.state() == StepState.DECIDING).forEach(step -> {
            steps.move(step, StepState.CANCELLED, clock.instant());
            steps.cancelOpen(step.id(), clock.instant());
        });
    }

    /** Of an aborted run only what was skipped in the undoing counts: the rest of it was taken back. */
    private static boolean skipped(List<OperationRecord> operations, List<StepRecord> all, boolean undone) {
        Set<String> counted = all.stream()
                .filter(step -> !undone || step.undoes())
                .map(StepRecord::id)
                .collect(Collectors.toSet());
        return operations.stream()
                .anyMatch(
                        operation -> operation.state() == OperationState.SKIPPED && counted.contains(operation.step()));
    }

    /** Whether a person was to do something by hand and has gone on without it. */
    private boolean leftOutByHand(Run run) {
        return decisions.ofRun(run.id()).stream()
                .anyMatch(one -> one.kind() == Decision.Kind.MANUAL
                        && one.choice().filter(Decisions.SKIP::equals).isPresent());
    }

    private static RunOutcome outcome(Run run, RunOutcome reached, boolean undone, boolean skipped) {
        if (undone) {
            return reached == RunOutcome.FAILED || skipped ? RunOutcome.FAILED : RunOutcome.ABORTED;
        }
        if (run.dryRun() && reached.good()) {
            return RunOutcome.REHEARSED;
        }
        if (reached != RunOutcome.COMPLETED) {
            return reached;
        }
        return skipped ? RunOutcome.COMPLETED_WITH_SKIPS : RunOutcome.COMPLETED;
    }

    /** Where a promotion was skipped nobody has read that the target takes writes, nor in what state a consistency group is. */
    private Optional<String> apart(Run run, List<OperationRecord> operations) {
        if (run.dryRun() || run.outcome().filter(RunOutcome.ABORTED::equals).isPresent()) {
            return Optional.empty();
        }
        return operations.stream()
                .filter(one -> one.operation() == Operation.PROMOTE && one.state() == OperationState.SKIPPED)
                .map(one -> "run %s did not promote %s%s"
                        .formatted(
                                run.id(),
                                one.target(),
                                plans.of(run)
                                        .dataset(one.target())
                                        .flatMap(Dataset::consistency)
                                        .map(" of consistency group '%s'"::formatted)
                                        .orElse("")))
                .findFirst();
    }

    private static PlanState state(RunOutcome outcome, Run run, List<OperationRecord> operations, PlanState before) {
        if (before == PlanState.TESTING) {
            return PlanState.ACTIVE;
        }
        if (run.dryRun() || run.type() == RunType.DRILL) {
            return before;
        }
        return switch (outcome) {
            case COMPLETED -> PlanState.ACTIVE;
            case COMPLETED_UNPROTECTED -> PlanState.UNPROTECTED;
            case COMPLETED_WITH_SKIPS ->
                skipped(operations, Operation.PROTECT) ? PlanState.UNPROTECTED : PlanState.ACTIVE;
            case REHEARSED, DECLINED, NOT_READY -> before;
            case ABORTED -> begun(operations, Operation.PROTECT) ? PlanState.UNPROTECTED : before;
            case FAILED -> untouched(operations) && before != PlanState.MOVING ? before : unproved(before);
        };
    }

    /** A split brain is left by what has resolved it, and by nothing that failed. */
    private static PlanState unproved(PlanState before) {
        return before == PlanState.SPLIT_BRAIN ? before : PlanState.ATTENTION;
    }

    private static boolean skipped(List<OperationRecord> operations, Operation what) {
        return operations.stream()
                .anyMatch(operation -> operation.operation() == what && operation.state() == OperationState.SKIPPED);
    }

    private static boolean begun(List<OperationRecord> operations, Operation what) {
        return operations.stream()
                .anyMatch(operation ->
                        operation.operation() == what && operation.startedAt().isPresent());
    }

    private static boolean untouched(List<OperationRecord> operations) {
        return operations.stream()
                .noneMatch(operation -> operation.operation().changing()
                        && operation.startedAt().isPresent());
    }
}
