package io.changeover.domain.audit;

import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.RunId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that a person, or the server by itself, did or was refused.
 *
 * @param id unique and growing; 0 until it is written down
 * @param actor the name logged in with, or {@code changeover} for the server itself
 * @param what a code such as {@code STARTED} or {@code PLAN_APPLIED}; the codes are API
 * @param detail the reason given and what it was about, for people
 * @param refused whether it was refused, so that nothing was changed
 */
public record Action(
        long id,
        Instant at,
        String actor,
        Origin origin,
        String what,
        Optional<PlanId> plan,
        Optional<RunId> run,
        String detail,
        boolean refused) {
    /** Who acts where no person did. */
    public static final String SERVER = "changeover";

    public Action {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(detail, "detail");
    }

    /** Whether a person did it. */
    public boolean byPerson() {
        return !actor.equals(SERVER);
    }
}
