package io.changeover.domain.plan;

import java.time.Duration;
import java.util.Objects;

/**
 * Bounds on what a run does at once and how long it tries.
 *
 * @param parallel operations of one plan at the same time, at least 1
 * @param perHost operations on one host at the same time, at least 1
 * @param operation how long one operation is tried, retries included
 * @param clockSkew how far the clocks of hosts may be from the server's, and those of the two sites from each other
 * @param evidence how long one look at a site that may be lost takes, whatever answers
 */
public record Limits(int parallel, int perHost, Duration operation, Duration clockSkew, Duration evidence) {
    /** What holds where the plan says nothing. */
    public static final Limits DEFAULT = new Limits(50, 8, Duration.ofMinutes(5), Duration.ofSeconds(5));

    public Limits {
        if (parallel < 1 || perHost < 1) {
            throw new IllegalArgumentException("limits must be at least 1");
        }
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(clockSkew, "clockSkew");
        Objects.requireNonNull(evidence, "evidence");
    }

    /** Limits with the usual time for a look. */
    public Limits(int parallel, int perHost, Duration operation, Duration clockSkew) {
        this(parallel, perHost, operation, clockSkew, Duration.ofSeconds(5));
    }
}
