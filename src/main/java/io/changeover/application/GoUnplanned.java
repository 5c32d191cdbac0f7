package io.changeover.application;

import io.changeover.application.port.EventLog;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.StepStore;
import io.changeover.application.port.Tokens;
import io.changeover.domain.run.Blocker;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunEvent;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.StepRecord;
import io.changeover.domain.run.StepState;
import io.changeover.domain.run.Verb;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Lets a planned move whose source is lost on the way go on without it: the step that is at work ends, the token leaves
 * the planned path, and from then on nothing is asked of the source. What was done stays done.
 */
public final class GoUnplanned {
    private final RunStore runs;
    private final StepStore steps;
    private final Tokens tokens;
    private final EventLog events;
    private final Clock clock;

    public GoUnplanned(RunStore runs, StepStore steps, Tokens tokens, EventLog events, Clock clock) {
        this.runs = runs;
        this.steps = steps;
        this.tokens = tokens;
        this.events = events;
        this.clock = clock;
    }

    /** Whether that can be offered for a step: before the promotion, where the diagram has a path for it. */
    boolean isPossible(Run run, StepRecord step) {
        return Steering.refusals(Verb.UNPLANNED, run, Optional.of(step), "changeover")
                        .isEmpty()
                && tokens.catchesLossOfSource(step);
    }

    /**
     * Goes, in the caller's transaction.
     *
     * @throws RefusedException if nothing is at work that could be left, with the reason
     */
    Run go(RunId id, String actor, String reason) {
        Run run = Runs.locked(runs, id);
        Optional<StepRecord> left = step(run);
        List<Blocker> refusals = Steering.leaving(run, actor, left.isPresent());
        if (!refusals.isEmpty()) {
            throw new RefusedException(refusals);
        }
        StepRecord step = left.orElseThrow();
        Run unplanned = run.unplannedSince(clock.instant());
        runs.update(unplanned);
        events.append(new RunEvent(id, clock.instant(), actor, "WENT_UNPLANNED", step.name() + ": " + reason));
        steps.move(step, StepState.FAILED, clock.instant());
        steps.cancelOpen(step.id(), clock.instant());
        tokens.loseSource(unplanned, step, reason);
        return unplanned;
    }

    private Optional<StepRecord> step(Run run) {
        return steps.ofRun(run.id()).stream()
                .filter(step -> !step.state().terminal())
                .filter(this::leaves)
                .findFirst();
    }

    /** Whether the diagram has a path away from a step that is under way. */
    boolean leaves(StepRecord step) {
        return tokens.catchesLossOfSource(step);
    }
}
