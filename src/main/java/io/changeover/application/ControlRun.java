package io.changeover.application;

import io.changeover.application.port.EventLog;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.Tokens;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunEvent;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.RunState;
import java.time.Clock;

/** What a person can do to a run under way: pause, resume, abort. */
public final class ControlRun {
    private final RunStore runs;
    private final Tokens tokens;
    private final EventLog events;
    private final AbortRun abortRun;
    private final GoUnplanned goUnplanned;
    private final WorkStep workStep;
    private final Changes changes;
    private final Clock clock;

    public ControlRun(
            RunStore runs,
            Tokens tokens,
            EventLog events,
            AbortRun abortRun,
            GoUnplanned goUnplanned,
            WorkStep workStep,
            Changes changes,
            Clock clock) {
        this.runs = runs;
        this.tokens = tokens;
        this.events = events;
        this.abortRun = abortRun;
        this.goUnplanned = goUnplanned;
        this.workStep = workStep;
        this.changes = changes;
        this.clock = clock;
    }

    /** Operations under way end, none begins, no timer fires, until the run is resumed. */
    public void pause(RunId id, String actor, String reason) {
        changes.make(() -> {
            Run run = expect(id, RunState.RUNNING, reason);
            Run paused = run.in(RunState.PAUSED);
            runs.update(paused);
            tokens.suspend(paused);
            events.append(new RunEvent(id, clock.instant(), actor, "PAUSED", reason));
            return paused;
        });
    }

    /** Goes on where it was paused. */
    public void resume(RunId id, String actor, String reason) {
        changes.make(() -> {
            Run run = expect(id, RunState.PAUSED, reason);
            Run running = run.in(RunState.RUNNING);
            runs.update(running);
            tokens.activate(running);
            events.append(new RunEvent(id, clock.instant(), actor, "RESUMED", reason));
            return running;
        });
    }

    /** Ends it before the point of no return and has everything undone. */
    public void abort(RunId id, String actor, String reason) {
        workStep.cancel(changes.make(() -> abortRun.abort(id, actor, reason)));
    }

    /** Leaves the planned path of a move whose source is lost, before the promotion; what was done stays done. */
    public void goUnplanned(RunId id, String actor, String reason) {
        // Whoever works on the step that is left notices that its token is gone.
        changes.make(() -> goUnplanned.go(id, actor, reason));
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
