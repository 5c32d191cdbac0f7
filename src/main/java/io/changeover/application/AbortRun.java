package io.changeover.application;

import io.changeover.application.port.EventLog;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.StepStore;
import io.changeover.application.port.Tokens;
import io.changeover.domain.run.Blocker;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunEvent;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.RunState;
import io.changeover.domain.run.StepRecord;
import io.changeover.domain.run.StepState;
import io.changeover.domain.run.Verb;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Ends a run before its point of no return and has everything undone that it did. Work under way is cancelled first; the
 * undoing begins when nothing of the run is under way any more, on whichever node.
 */
public final class AbortRun {
    private final RunStore runs;
    private final StepStore steps;
    private final Tokens tokens;
    private final EventLog events;
    private final Clock clock;

    public AbortRun(RunStore runs, StepStore steps, Tokens tokens, EventLog events, Clock clock) {
        this.runs = runs;
        this.steps = steps;
        this.tokens = tokens;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Aborts a run, in the caller's transaction. Whether the person may is judged before.
     *
     * @throws RefusedException past the point of no return, or if it is not under way
     */
    public Run abort(RunId id, String actor, String reason) {
        Run run = Runs.locked(runs, id);
        List<Blocker> blockers = Steering.refusals(Verb.ABORT, run, Optional.empty(), actor);
        if (!blockers.isEmpty()) {
            throw new RefusedException(blockers);
        }
        Run aborting = run.in(RunState.ABORTING);
        runs.update(aborting);
        events.append(new RunEvent(id, clock.instant(), actor, "ABORTED", reason));
        tokens.cancel(aborting, "aborted by " + actor + ": " + reason);
        for (StepRecord step : steps.ofRun(id)) {
            if (step.state() == StepState.DECIDING) {
                steps.move(step, StepState.CANCELLED, clock.instant());
                steps.cancelOpen(step.id(), clock.instant());
            }
        }
        undoWhenQuiet(aborting);
        return aborting;
    }

    /** Starts the undoing if no step of the run is open any more, in the caller's transaction. */
    void undoWhenQuiet(Run run) {
        boolean quiet = steps.ofRun(run.id()).stream().noneMatch(step -> step.state() == StepState.OPEN);
        if (quiet) {
            tokens.startUndo(run);
        }
    }
}
