package io.changeover.domain.run;

import java.time.Instant;
import java.util.Objects;

/** Something that happened in a run and was said or done by someone: started, decided, paused, aborted, ended. */
public record RunEvent(RunId run, Instant at, String actor, String what, String detail) {
    public RunEvent {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(detail, "detail");
    }
}
