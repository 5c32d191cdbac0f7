package io.changeover.application;

import io.changeover.application.port.EventLog;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.plan.Window;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Finds out whether a run may begin to change things now, by its plan's window. */
public final class PlanWindow {
    private final Plans plans;
    private final Forecast forecast;
    private final EventLog events;
    private final Clock clock;

    public PlanWindow(Plans plans, Forecast forecast, EventLog events, Clock clock) {
        this.plans = plans;
        this.forecast = forecast;
        this.events = events;
        this.clock = clock;
    }

    /** How the window stands. */
    public enum State {
        /** The plan has no window, or the run changes nothing. */
        NONE,
        /** It is open, and the expected time fits. */
        OPEN,
        /** It has not opened yet. */
        LATER,
        /** It is open, but the expected time no longer fits: a person decides. */
        TIGHT
    }

    /**
     * What was found.
     *
     * @param opensAt when it opens, or opened; now where there is no window
     * @param nextOpensAt when it opens the time after that
     * @param explanation one sentence for people
     */
    public record Finding(State state, Instant opensAt, Instant nextOpensAt, String explanation) {}

    /** How the run's window stands now. Where the run has to wait, its record says so, in the caller's transaction. */
    public Finding find(Run run) {
        Finding finding = look(run);
        if (finding.state() == State.LATER) {
            events.append(new RunEvent(run.id(), clock.instant(), "changeover", "WAITS", finding.explanation()));
        }
        return finding;
    }

    private Finding look(Run run) {
        Instant now = clock.instant();
        ProtectionPlan plan = plans.of(run);
        Optional<Window> window = plan.window().filter(found -> !run.dryRun());
        if (window.isEmpty()) {
            return new Finding(State.NONE, now, now, "no window: any time is allowed");
        }
        Window.Opening opening = window.get().openingAt(now);
        Instant next = window.get().openingAt(opening.closes()).opens();
        Duration needed = forecast.outageOrObjective(plan);
        Duration left = opening.leftAt(now);
        if (!opening.contains(now)) {
            return new Finding(State.LATER, opening.opens(), next, "the window opens at " + opening.opens());
        }
        State state = left.compareTo(needed) < 0 ? State.TIGHT : State.OPEN;
        return new Finding(
                state,
                opening.opens(),
                next,
                "the window closes at %s, in %s; the move is expected to take %s"
                        .formatted(opening.closes(), left.truncatedTo(java.time.temporal.ChronoUnit.SECONDS), needed));
    }
}
