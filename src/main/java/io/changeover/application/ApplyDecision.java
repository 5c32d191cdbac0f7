package io.changeover.application;

import io.changeover.application.port.DecisionStore;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.StepStore;
import io.changeover.application.port.WorkQueue;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.StepRecord;
import io.changeover.domain.run.StepState;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Does with a failed step what a person has decided, in the transaction that moves the decision's token. */
public final class ApplyDecision {
    private final DecisionStore decisions;
    private final Plans plans;
    private final RunStore runs;
    private final StepStore steps;
    private final WorkQueue queue;
    private final AbortRun abortRun;
    private final GoUnplanned goUnplanned;
    private final Clock clock;

    public ApplyDecision(
            DecisionStore decisions,
            Plans plans,
            RunStore runs,
            StepStore steps,
            WorkQueue queue,
            AbortRun abortRun,
            GoUnplanned goUnplanned,
            Clock clock) {
        this.decisions = decisions;
        this.plans = plans;
        this.runs = runs;
        this.steps = steps;
        this.queue = queue;
        this.abortRun = abortRun;
        this.goUnplanned = goUnplanned;
        this.clock = clock;
    }

    /** Applies the answer that the user task was given. */
    public void apply(String task) {
        Decision decision = decisions.find(task).orElseThrow();
        StepRecord step = decision.step().flatMap(steps::find).orElseThrow();
        if (step.state() != StepState.DECIDING) {
            return;
        }
        String reason = decision.reason().orElse("");
        switch (decision.choice().orElseThrow()) {
            case Decisions.RETRY -> retry(step);
            case Decisions.SKIP ->
                skip(step, "skipped by %s: %s".formatted(decision.decidedBy().orElse("?"), reason));
            case Decisions.STATED ->
                state(
                        step,
                        "%s stated that the source takes no writes: %s"
                                .formatted(decision.decidedBy().orElse("?"), reason));
            case Decisions.UNPLANNED ->
                goUnplanned.go(step.run(), decision.decidedBy().orElse("?"), reason);
            case Decisions.ABORT ->
                abortRun.abort(step.run(), decision.decidedBy().orElse("?"), reason);
            default -> throw new IllegalStateException("no such choice: " + decision.choice());
        }
    }

    private void retry(StepRecord step) {
        if (steps.move(step, StepState.OPEN, clock.instant())) {
            ProtectionPlan plan = plan(step);
            List<OperationRecord> all = steps.operations(step.id());
            List<OperationRecord> failed = Failures.of(plan, all);
            steps.retry(failed);
            steps.add(SwitchAgain.beside(failed, all, plan));
            queue.schedule(step.id());
        }
    }

    /** The worker closes it, so that what is still pending is done and closing stays in one place. */
    private void skip(StepRecord step, String why) {
        if (steps.move(step, StepState.OPEN, clock.instant())) {
            ProtectionPlan plan = plan(step);
            List<OperationRecord> all = steps.operations(step.id());
            List<OperationRecord> failed = Failures.of(plan, all);
            List<OperationRecord> skipped = new ArrayList<>(failed);
            skipped.addAll(new Consistency(plan, all).skippedWith(failed));
            steps.skip(skipped, why, clock.instant());
            queue.schedule(step.id());
        }
    }

    /** What wanted evidence is done now; what was to give it is gone on from. */
    private void state(StepRecord step, String why) {
        if (steps.move(step, StepState.OPEN, clock.instant())) {
            List<OperationRecord> all = steps.operations(step.id());
            List<OperationRecord> repeated = StatedQuiet.repeated(Failures.of(plan(step), all));
            steps.retry(repeated);
            if (repeated.isEmpty()) {
                steps.skip(all, why, clock.instant());
            }
            queue.schedule(step.id());
        }
    }

    private ProtectionPlan plan(StepRecord step) {
        return plans.of(runs.find(step.run()).orElseThrow());
    }
}
