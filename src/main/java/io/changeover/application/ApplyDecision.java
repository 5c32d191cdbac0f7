package io.changeover.application;

import io.changeover.application.port.DecisionStore;
import io.changeover.application.port.StepStore;
import io.changeover.application.port.WorkQueue;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.StepRecord;
import io.changeover.domain.run.StepState;
import java.time.Clock;

/** Does with a failed step what a person has decided, in the transaction that moves the decision's token. */
public final class ApplyDecision {
    private final DecisionStore decisions;
    private final StepStore steps;
    private final WorkQueue queue;
    private final AbortRun abortRun;
    private final Clock clock;

    public ApplyDecision(DecisionStore decisions, StepStore steps, WorkQueue queue, AbortRun abortRun, Clock clock) {
        this.decisions = decisions;
        this.steps = steps;
        this.queue = queue;
        this.abortRun = abortRun;
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
            case Decisions.ABORT ->
                abortRun.abort(step.run(), decision.decidedBy().orElse("?"), reason);
            default -> throw new IllegalStateException("no such choice: " + decision.choice());
        }
    }

    private void retry(StepRecord step) {
        if (steps.move(step, StepState.OPEN, clock.instant())) {
            steps.retryFailed(step.id());
            queue.schedule(step.id());
        }
    }

    /** The worker closes it, so that what is still pending is done and closing stays in one place. */
    private void skip(StepRecord step, String why) {
        if (steps.move(step, StepState.OPEN, clock.instant())) {
            steps.skipFailed(step.id(), why, clock.instant());
            queue.schedule(step.id());
        }
    }
}
