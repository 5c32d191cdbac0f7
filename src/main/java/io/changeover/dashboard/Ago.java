package io.changeover.dashboard;

import io.changeover.connector.spi.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How pages write times: relative to one moment for reading, exact in UTC for the title. */
public final class Ago {
    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd HH:mm:ss.SSS 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Instant now;

    Ago(Instant now) {
        this.now = now;
    }

    /** {@code just now}, {@code 42 s ago}, {@code 5 min ago}, {@code 3 h ago}, {@code 12 days ago}. */
    public String since(Instant at) {
        long seconds = Duration.between(at, now).toSeconds();
        return seconds < 1 ? "just now" : coarse(seconds) + " ago";
    }

    /** How long it lasted, or has lasted where it goes on. */
    public String took(@Nullable Instant from, @Nullable Instant to) {
        if (from == null) {
            return "";
        }
        Duration length = Duration.between(from, to == null ? now : to);
        return Durations.format(length.isNegative() ? Duration.ZERO : length);
    }

    public String exact(Instant at) {
        return EXACT.format(at);
    }

    /** For what stands on a page that is not renewed: {@code 03:16:22 UTC}. */
    public String clock(Instant at) {
        return CLOCK.format(at);
    }

    /** For lists of what happened: {@code 2026-03-14 03:16:22}, in UTC. */
    public String second(Instant at) {
        return SECOND.format(at);
    }

    private static String coarse(long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3_600) {
            return seconds / 60 + " min";
        }
        long hours = seconds / 3_600;
        return hours < 48 ? hours + " h" : hours / 24 + " days";
    }
}
