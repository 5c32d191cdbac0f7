package io.changeover.application;

import io.changeover.application.port.EventLog;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.StepStore;
import io.changeover.application.port.Tokens;
import io.changeover.application.port.WorkQueue;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunEvent;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.RunState;
import io.changeover.domain.run.StepState;
import java.time.Clock;
import org.springframework.transaction.support.TransactionOperations;

/** What a person can do to a run under way: pause, resume, abort. */
public final class ControlRun {
    private final RunStore runs;
    private final StepStore steps;
    private final Tokens tokens;
    private final WorkQueue queue;
    private final EventLog events;
    private final AbortRun abortRun;
    private final WorkStep workStep;
    private final TransactionOperations transactions;
    private final Clock clock;

    public ControlRun(
            RunStore runs,
            StepStore steps,
            Tokens tokens,
            WorkQueue queue,
            EventLog events,
            AbortRun abortRun,
            WorkStep workStep,
            TransactionOperations transactions,
            Clock clock) {
        this.runs = runs;
        this.steps = steps;
        this.tokens = tokens;
        this.queue = queue;
        this.events = events;
        this.abortRun = abortRun;
        this.workStep = workStep;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Operations under way end, none begins, no timer fires, until the run is resumed. */
    public void pause(RunId id, String actor, String reason) {
        transactions.executeWithoutResult(status -> {
            Run run = expect(id, RunState.RUNNING, reason);
            Run paused = run.in(RunState.PAUSED);
            runs.update(paused);
            tokens.suspend(paused);
            events.append(new RunEvent(id, clock.instant(), actor, "PAUSED", reason));
        });
    }

    /** Goes on where it was paused. */
    public void resume(RunId id, String actor, String reason) {
        transactions.executeWithoutResult(status -> {
            Run run = expect(id, RunState.PAUSED, reason);
            Run running = run.in(RunState.RUNNING);
            runs.update(running);
            tokens.activate(running);
            events.append(new RunEvent(id, clock.instant(), actor, "RESUMED", reason));
            steps.ofRun(id).stream()
                    .filter(step -> step.state() == StepState.OPEN)
                    .forEach(step -> queue.scheduleWhenFree(step.id()));
        });
    }

    /** Ends it before the point of no return and has everything undone. */
    public void abort(RunId id, String actor, String reason) {
        Run aborted = transactions.execute(status -> abortRun.abort(id, actor, reason));
        if (aborted != null) {
            workStep.cancel(aborted);
        }
    }

    private Run expect(RunId id, RunState wanted, String reason) {
        Run run = Runs.locked(runs, id);
        if (run.state() != wanted) {
            throw RefusedException.because(
                    "RUN_NOT_" + wanted, "run %s is %s, not %s".formatted(id, run.state(), wanted));
        }
        Runs.requireReason(reason);
        return run;
    }
}
