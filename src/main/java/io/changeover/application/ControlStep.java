package io.changeover.application;

import io.changeover.application.port.DecisionStore;
import io.changeover.application.port.EventLog;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.RunbookDoor;
import io.changeover.application.port.StepStore;
import io.changeover.application.port.StepStore.Cancellation;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunEvent;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.StepRecord;
import io.changeover.domain.run.Verb;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** What a person can do to one step of a run: end what hangs of it, and say what becomes of what failed. */
public final class ControlStep {
    private final RunStore runs;
    private final StepStore steps;
    private final DecisionStore decisions;
    private final EventLog events;
    private final RunbookDoor door;
    private final WorkStep workStep;
    private final Changes changes;
    private final Clock clock;

    public ControlStep(
            RunStore runs,
            StepStore steps,
            DecisionStore decisions,
            EventLog events,
            RunbookDoor door,
            WorkStep workStep,
            Changes changes,
            Clock clock) {
        this.runs = runs;
        this.steps = steps;
        this.decisions = decisions;
        this.events = events;
        this.door = door;
        this.workStep = workStep;
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * Ends what is under way of a step, on whichever node, as if its time were over: its effect is not known, and a
     * person decides. Ended as a whole, nothing more of the step begins before that.
     *
     * @param operation the number of the only operation to end; empty for all that are under way
     * @throws RefusedException with every reason why not
     */
    public void cancel(RunId id, int number, Optional<Integer> operation, Caller caller, String reason) {
        String ended = changes.make(() -> {
            Run run = Runs.locked(runs, id);
            StepRecord step = step(run, number);
            Steering.judge(Verb.CANCEL, run, Optional.of(step), caller, reason);
            List<OperationRecord> underWay = underWay(step, operation);
            String why = "cancelled by %s: %s".formatted(caller.user(), reason);
            steps.cancel(underWay.stream()
                    .map(one -> new Cancellation(step.id(), one.id(), operation.isEmpty(), why))
                    .toList());
            events.append(new RunEvent(id, clock.instant(), caller.user(), "CANCELLED", told(step, underWay, reason)));
            return step.id();
        });
        workStep.endUnwanted(List.of(ended));
    }

    private List<OperationRecord> underWay(StepRecord step, Optional<Integer> operation) {
        List<OperationRecord> all = steps.operations(step.id());
        List<OperationRecord> underWay = all.stream()
                .filter(one -> operation.isEmpty() || operation.get() == one.number())
                .filter(one -> one.state() == OperationState.RUNNING)
                .toList();
        if (underWay.isEmpty()) {
            String what =
                    operation.map(one -> "operation %d of ".formatted(one)).orElse("");
            throw RefusedException.because(
                    "OPERATION_NOT_UNDER_WAY",
                    "%sstep %d (%s) is not under way at this moment".formatted(what, step.number(), step.name()));
        }
        return underWay;
    }

    private static String told(StepRecord step, List<OperationRecord> operations, String reason) {
        OperationRecord first = operations.get(0);
        String more = operations.size() == 1 ? "" : " and %d more".formatted(operations.size() - 1);
        return "step %d (%s), %s %s at %s%s: %s"
                .formatted(step.number(), step.name(), first.operation(), first.target(), first.site(), more, reason);
    }

    /** Does again what failed of a step: the answer to the question that it asks. */
    public void retry(RunId id, int number, Caller caller, String reason) {
        answer(Verb.RETRY, Decisions.RETRY, id, number, caller, reason);
    }

    /** Goes on without what failed of a step: the answer to the question that it asks. */
    public void skip(RunId id, int number, Caller caller, String reason) {
        answer(Verb.SKIP, Decisions.SKIP, id, number, caller, reason);
    }

    private void answer(Verb verb, String choice, RunId id, int number, Caller caller, String reason) {
        Run run = runs.find(id)
                .orElseThrow(() -> RefusedException.because("RUN_UNKNOWN", "there is no run '%s'".formatted(id)));
        StepRecord step = step(run, number);
        Steering.judge(verb, run, Optional.of(step), caller, reason);
        Decision question = decisions.open(Optional.of(id)).stream()
                .filter(one -> one.kind() == Decision.Kind.FAILURE
                        && one.step().filter(step.id()::equals).isPresent())
                .findFirst()
                .orElseThrow(() -> RefusedException.because(
                        "TASK_UNKNOWN", "step %d asks nothing; it was answered a moment ago".formatted(number)));
        door.answer(caller, question.task(), choice, reason);
    }

    private StepRecord step(Run run, int number) {
        return steps.ofRun(run.id()).stream()
                .filter(one -> one.number() == number)
                .findFirst()
                .orElseThrow(() -> RefusedException.because(
                        "STEP_UNKNOWN", "run %s has no step %d so far".formatted(run.id(), number)));
    }
}
