package io.changeover.domain.audit;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Which actions are asked for: those for which everything given holds.
 *
 * @param actor done by exactly that name
 * @param what exactly that code
 * @param plan of that plan, or of a run of it
 * @param run of that run
 * @param from not earlier
 * @param to earlier than that
 * @param text stands in the detail, in upper or lower case
 * @param byPeople only what people did or were refused
 * @param before with a smaller id: the next page of an answer
 */
public record ActionFilter(
        Optional<String> actor,
        Optional<String> what,
        Optional<String> plan,
        Optional<String> run,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<String> text,
        boolean byPeople,
        Optional<Long> before) {
    /** All there is. */
    public static final ActionFilter ALL = new ActionFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty());

    public ActionFilter {
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(before, "before");
    }

    /** The same, from that action on towards older ones. */
    public ActionFilter olderThan(long id) {
        return new ActionFilter(actor, what, plan, run, from, to, text, byPeople, Optional.of(id));
    }
}
