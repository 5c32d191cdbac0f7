package io.changeover.application;

import io.changeover.application.port.EventLog;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.Tokens;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunEvent;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.RunState;
import io.changeover.domain.run.StepRecord;
import io.changeover.domain.run.Verb;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** What a person can do to a run under way as a whole: pause, resume, abort, go unplanned. Each is refused where the table says so. */
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

    /** What a person may do to a run now, and to those of its steps that are under way or wait for a decision. */
    public List<Steering.Offer> offers(Run run, List<StepRecord> steps, Caller caller) {
        return Steering.offers(run, steps, caller, goUnplanned::leaves);
    }

    /** Operations under way end, none begins, no timer fires, until the run is resumed. */
    public void pause(RunId id, Caller caller, String reason) {
        changes.make(() -> {
            Run run = judged(Verb.PAUSE, id, caller, reason);
            Run paused = run.in(RunState.PAUSED);
            runs.update(paused);
            tokens.suspend(paused);
            events.append(new RunEvent(id, clock.instant(), caller.user(), "PAUSED", reason));
            return paused;
        });
    }

    /** Goes on where it was paused. */
    public void resume(RunId id, Caller caller, String reason) {
        changes.make(() -> {
            Run run = judged(Verb.RESUME, id, caller, reason);
            Run running = run.in(RunState.RUNNING);
            runs.update(running);
            tokens.activate(running);
            events.append(new RunEvent(id, clock.instant(), caller.user(), "RESUMED", reason));
            return running;
        });
    }

    /** Ends it before the point of no return and has everything undone. */
    public void abort(RunId id, Caller caller, String reason) {
        workStep.cancel(changes.make(() -> {
            judged(Verb.ABORT, id, caller, reason);
            return abortRun.abort(id, caller.user(), reason);
        }));
    }

    /** Leaves the planned path of a move whose source is lost, before the promotion; what was done stays done. */
    public void goUnplanned(RunId id, Caller caller, String reason) {
        // Whoever works on the step that is left notices that its token is gone.
        changes.make(() -> {
            judged(Verb.UNPLANNED, id, caller, reason);
            return goUnplanned.go(id, caller.user(), reason);
        });
    }

    private Run judged(Verb verb, RunId id, Caller caller, String reason) {
        Run run = Runs.locked(runs, id);
        Steering.judge(verb, run, Optional.empty(), caller, reason);
        return run;
    }
}
