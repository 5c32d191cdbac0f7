package io.changeover.domain.plan;

import java.time.Instant;
import java.util.Objects;

/** One version of a plan's file, as it was applied. Versions count from 1 and are never changed. */
public record PlanVersion(PlanId plan, int version, String yaml, String appliedBy, Instant appliedAt) {
    public PlanVersion {
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(yaml, "yaml");
        Objects.requireNonNull(appliedBy, "appliedBy");
        Objects.requireNonNull(appliedAt, "appliedAt");
    }
}
