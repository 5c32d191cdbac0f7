package io.changeover.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times for people. */
final class Times {
    private final DateTimeFormatter day;
    private final DateTimeFormatter clock;

    Times(ZoneId zone) {
        this.day =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(zone);
        this.clock = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(zone);
    }

    /** Day and second, or a dash. */
    String day(@Nullable Instant moment) {
        return moment == null ? "-" : day.format(moment);
    }

    /** Time of day to the millisecond, or a dash of the same width. */
    String clock(@Nullable Instant moment) {
        return moment == null ? "-           " : clock.format(moment);
    }

    /** How long it took; empty where it has not ended. */
    static String between(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null ? "" : words(Duration.between(from, to));
    }

    static String words(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return "%d.%d s".formatted(millis / 1_000, millis % 1_000 / 100);
        }
        return millis < 3_600_000
                ? "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart())
                : "%d h %d min".formatted(duration.toHours(), duration.toMinutesPart());
    }
}
