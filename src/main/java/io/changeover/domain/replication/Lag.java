package io.changeover.domain.replication;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** How far a standby is behind: data not yet there and its age. What could not be read is empty, never zero. */
public record Lag(OptionalLong bytes, Optional<Duration> age) {
    /** Nothing could be read. */
    public static final Lag UNKNOWN = new Lag(OptionalLong.empty(), Optional.empty());

    /** For people: {@code 0 bytes, 0 ms}, or {@code unknown}. */
    @Override
    public String toString() {
        if (bytes.isEmpty() && age.isEmpty()) {
            return "unknown";
        }
        String size = bytes.isPresent() ? bytes.getAsLong() + " bytes" : "unknown bytes";
        return size + ", " + age.map(value -> value.toMillis() + " ms").orElse("unknown age");
    }
}
