package io.changeover.domain.watch;

import io.changeover.domain.plan.PlanId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that is wrong with a plan and has lasted long enough to tell people.
 *
 * @param id unique; 0 until it is written down
 * @param subject what it is about: a dataset, an instance, a host, a site, or the plan
 * @param sentence what was so when it was raised, without a full stop
 */
public record Alarm(
        long id,
        PlanId plan,
        AlarmCode code,
        String subject,
        String sentence,
        Instant raisedAt,
        Optional<Instant> clearedAt) {
    public Alarm {
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(sentence, "sentence");
        Objects.requireNonNull(raisedAt, "raisedAt");
        Objects.requireNonNull(clearedAt, "clearedAt");
    }

    /** One that begins now. */
    public static Alarm raised(PlanId plan, Condition why, Instant at) {
        return new Alarm(0, plan, why.code(), why.subject(), why.sentence(), at, Optional.empty());
    }

    /** The same, not wrong any more. */
    public Alarm cleared(Instant at) {
        return new Alarm(id, plan, code, subject, sentence, raisedAt, Optional.of(at));
    }

    /** What it is: the same as of the condition that has raised it. */
    public String key() {
        return code + " " + subject;
    }
}
