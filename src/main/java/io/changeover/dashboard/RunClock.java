package io.changeover.dashboard;

import io.changeover.connector.spi.Durations;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long users are without the service, and when the run is likely to end.
 *
 * @param outageSince when the outage began, or null where there is none so far
 * @param outage how long it was, or null while it lasts
 * @param ended whether the run has ended, so that an outage that lasts has no known end
 * @param rto how long it may be; null where the run is not to move the service
 * @param usual how long it was in earlier moves, or null before the first
 * @param left how long the run is likely to be at work still, or null where that is not known
 * @param samples from how many earlier runs that is known
 */
public record RunClock(
        @Nullable Instant outageSince,
        @Nullable Duration outage,
        boolean ended,
        @Nullable Duration rto,
        @Nullable Duration usual,
        @Nullable Duration left,
        int samples) {
    private static final Duration ONE_SECOND = Duration.ofSeconds(1);
    private static final long TEN_MINUTES = 600;

    /** Nothing is known and nothing promised. */
    static final RunClock NOTHING = new RunClock(null, null, false, null, null, null, 0);

    /** How long the outage is so far, or was. */
    public @Nullable Duration length(Instant now) {
        if (outage != null || outageSince == null) {
            return outage;
        }
        return ended || now.isBefore(outageSince) ? null : Duration.between(outageSince, now);
    }

    /** Good within three quarters of the objective, bad past it. */
    public Tone tone(Instant now) {
        Duration length = length(now);
        if (length == null || rto == null) {
            return Tone.NEUTRAL;
        }
        if (length.compareTo(rto) > 0) {
            return Tone.BAD;
        }
        return length.multipliedBy(4).compareTo(rto.multipliedBy(3)) > 0 ? Tone.WARNING : Tone.GOOD;
    }

    /** The same in milliseconds, and 0 where there is none. */
    public long millis(Instant now) {
        Duration length = length(now);
        return length == null ? 0 : length.toMillis();
    }

    /** How long it may be, in milliseconds, and 0 where nothing is promised. */
    public long rtoMillis() {
        return rto == null ? 0 : rto.toMillis();
    }

    /** When the outage was over; null while it lasts and where there is none. */
    public @Nullable Instant over() {
        return outage == null || outageSince == null ? null : outageSince.plus(outage);
    }

    /** When the run is likely to end, or null. */
    public @Nullable Instant expected(Instant now) {
        return left == null ? null : now.plus(left);
    }

    /** In how long the end is expected, as people say it. */
    public String due() {
        return left == null || left.compareTo(ONE_SECOND) < 0 ? "any moment" : "in " + about(left);
    }

    /** What is only expected, as exactly as people say it: {@code under 1 s}, {@code 4 s}, {@code 1 min 20 s}, {@code 35 min}. */
    public String about(Duration duration) {
        if (duration.compareTo(ONE_SECOND) < 0) {
            return "under 1 s";
        }
        long seconds = Math.round(duration.toMillis() / 1_000.0);
        if (seconds < 60) {
            return seconds + " s";
        }
        long tens = Math.round(seconds / 10.0) * 10;
        if (tens < TEN_MINUTES) {
            return tens % 60 == 0 ? tens / 60 + " min" : "%d min %d s".formatted(tens / 60, tens % 60);
        }
        long minutes = Math.round(seconds / 60.0);
        return minutes < 60 ? minutes + " min" : "%d h %d min".formatted(minutes / 60, minutes % 60);
    }

    /** {@code 4.2 s}. */
    public String words(@Nullable Duration duration) {
        return duration == null ? "" : Durations.format(duration);
    }
}
