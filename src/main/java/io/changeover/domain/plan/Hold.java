package io.changeover.domain.plan;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Something is held back until a person ends it, or its time is over.
 *
 * @param id unique; 0 until it is written down
 * @param plan the plan it is of; empty for one of the whole server
 * @param begunBy the person, or {@code changeover}
 * @param until when it ends by itself, if it does
 * @param end who has ended it, and why
 */
public record Hold(
        long id,
        Kind kind,
        Optional<PlanId> plan,
        Instant begunAt,
        String begunBy,
        String reason,
        Optional<Instant> until,
        Optional<End> end) {
    public Hold {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(begunAt, "begunAt");
        Objects.requireNonNull(begunBy, "begunBy");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(until, "until");
        Objects.requireNonNull(end, "end");
    }

    /** What is held back. */
    public enum Kind {
        /** No run of any plan may start. */
        FREEZE,
        /** Nobody is alarmed about the plan, and nothing is triggered. */
        MAINTENANCE,
        /** After a triggered failover: nothing is triggered again before a person has looked. */
        COOL_DOWN
    }

    /** How it was ended. */
    public record End(Instant at, String by, String reason) {}

    /** Whether it holds at that moment. */
    public boolean holdsAt(Instant moment) {
        return end.isEmpty() && until.filter(time -> !moment.isBefore(time)).isEmpty();
    }
}
