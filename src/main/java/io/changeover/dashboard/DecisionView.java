package io.changeover.dashboard;

import io.changeover.domain.run.Blocker;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A question to a person, and the answer once there is one.
 *
 * @param task the engine's id of the user task
 * @param refusal why the person who looks at the page may not answer, or null where they may
 */
public record DecisionView(
        String task,
        String question,
        List<String> evidence,
        List<Choice> choices,
        String group,
        @Nullable String refusal,
        Instant askedAt,
        @Nullable Instant decidedAt,
        @Nullable String decidedBy,
        @Nullable String choice,
        @Nullable String reason) {
    public DecisionView {
        evidence = List.copyOf(evidence);
        choices = List.copyOf(choices);
    }

    /** Whether the person who looks at the page may answer. */
    public boolean mayDecide() {
        return refusal == null;
    }

    /** Why some answers cannot be given now, each reason once. */
    public List<String> choiceRefusals() {
        return choices.stream()
                .map(Choice::refusal)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /**
     * A possible answer.
     *
     * @param value as the use case reads it
     * @param label as the button says it
     * @param tone GOOD for the way on, WARNING or BAD for what has a price
     * @param refusal why nobody may give it now, or null where it may be given
     */
    public record Choice(
            String value,
            String label,
            boolean needsReason,
            Tone tone,
            @Nullable String refusal) {
        /** An answer that may be given. */
        public Choice(String value, String label, boolean needsReason, Tone tone) {
            this(value, label, needsReason, tone, null);
        }

        /** The same answer with what is against it. */
        Choice refused(List<Blocker> blockers) {
            return blockers.isEmpty()
                    ? this
                    : new Choice(
                            value,
                            label,
                            needsReason,
                            tone,
                            blockers.stream().map(Blocker::sentence).collect(Collectors.joining("; ")));
        }
    }
}
