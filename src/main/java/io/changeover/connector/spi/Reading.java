package io.changeover.connector.spi;

import java.time.Instant;
import java.util.Objects;

/** One value that was read from a real system, and when. Readings are the evidence in journal and report. */
public record Reading(Instant at, String name, String value) {
    public Reading {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
    }
}
