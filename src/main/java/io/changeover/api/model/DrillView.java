package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a plan stands with its drills.
 *
 * @param lastRun the last drill that has ended, dry runs aside; null where there is none
 * @param lastEndedAt when it ended
 * @param lastOutcome how it ended
 * @param passedAt when the last one ended that reached its goal
 * @param dueAt when the next one must have reached its goal; null where none has yet
 * @param overdue whether it is time; always false for a plan that says nothing of drills
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DrillView(
        boolean wanted,
        @Nullable String lastRun,

        @Nullable @JsonFormat(shape = JsonFormat.Shape.STRING)
        Instant lastEndedAt,

        @Nullable String lastOutcome,

        @Nullable @JsonFormat(shape = JsonFormat.Shape.STRING)
        Instant passedAt,

        @Nullable @JsonFormat(shape = JsonFormat.Shape.STRING)
        Instant dueAt,

        boolean overdue) {}
