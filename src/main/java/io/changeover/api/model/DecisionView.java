package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question to a person, with the answer once there is one.
 *
 * @param kind {@code APPROVAL}, {@code WINDOW}, {@code FAILURE}, {@code SITE},
 *     {@code PROTECTION}, {@code DRILL} or {@code MANUAL}
 * @param evidence what is known, one line each
 * @param choices what may be answered
 * @param group whose members may answer
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DecisionView(
        String task,
        String run,
        String kind,
        @Nullable String step,
        String question,
        List<String> evidence,
        List<String> choices,
        String group,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Instant askedAt,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Instant decidedAt,

        @Nullable String decidedBy,
        @Nullable String choice,
        @Nullable String reason) {
    public DecisionView {
        evidence = evidence == null ? List.of() : List.copyOf(evidence);
        choices = choices == null ? List.of() : List.copyOf(choices);
    }
}
