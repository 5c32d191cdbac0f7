package io.changeover.domain.plan;

import java.time.Duration;
import java.util.Objects;

/**
 * Bounds on what a run does at once and how long it tries.
 *
 * @param parallel operations of one plan at the same time, at least 1
 * @param perHost operations on one host at the same time, at least 1
 * @param operation how long one operation is tried, retries included
 */
public record Limits(int parallel, int perHost, Duration operation) {
    /** What holds where the plan says nothing. */
    public static final Limits DEFAULT = new Limits(50, 8, Duration.ofMinutes(5));

    public Limits {
        if (parallel < 1 || perHost < 1) {
            throw new IllegalArgumentException("limits must be at least 1");
        }
        Objects.requireNonNull(operation, "operation");
    }
}
