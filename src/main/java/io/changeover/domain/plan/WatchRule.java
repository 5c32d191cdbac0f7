package io.changeover.domain.plan;

import java.time.Duration;
import java.util.Objects;

/**
 * How a plan is watched while nothing moves.
 *
 * @param every the time between two looks
 * @param grace how long no site may be read as active, or a lag not be read, before that counts
 * @param keep how long the series of lags and the cleared alarms are kept
 */
public record WatchRule(Duration every, Duration grace, Duration keep) {
    /** What holds where the plan says nothing. */
    public static final WatchRule DEFAULT =
            new WatchRule(Duration.ofSeconds(5), Duration.ofMinutes(2), Duration.ofDays(7));

    public WatchRule {
        Objects.requireNonNull(every, "every");
        Objects.requireNonNull(grace, "grace");
        Objects.requireNonNull(keep, "keep");
    }
}
