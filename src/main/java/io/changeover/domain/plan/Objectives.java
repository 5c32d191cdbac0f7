package io.changeover.domain.plan;

import java.time.Duration;
import java.util.Objects;

/** What the plan promises: the most data lost, and the longest outage. */
public record Objectives(Duration rpo, Duration rto) {
    public Objectives {
        Objects.requireNonNull(rpo, "rpo");
        Objects.requireNonNull(rto, "rto");
    }
}
