package io.changeover.domain.plan;

import io.changeover.connector.spi.Durations;
import io.changeover.connector.spi.Kind;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What holds for settings that a plan leaves out. Thread-safe. */
public interface Defaults {
    /** The value that holds where the setting is not given: a time, a number, a truth or a text. */
    Optional<Object> of(String connector, Kind kind, String setting);

    /** The value that holds: the one that is written, or else the default; null where there is neither. */
    default @Nullable Object effective(String connector, Kind kind, String setting, @Nullable Object written) {
        return written != null ? written : of(connector, kind, setting).orElse(null);
    }

    /** Whether two values are the same, however they are written. */
    static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one == null || other == null) {
            return one == other;
        }
        if (one instanceof Duration || other instanceof Duration) {
            return Objects.equals(time(one), time(other));
        }
        return one.equals(other) || String.valueOf(one).equals(String.valueOf(other));
    }

    private static Optional<Duration> time(Object value) {
        if (value instanceof Duration time) {
            return Optional.of(time);
        }
        try {
            return Optional.of(Durations.parse(String.valueOf(value)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
