package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that is held back, or was: every start, or the alarms and triggers of a plan.
 *
 * @param kind {@code FREEZE}, {@code MAINTENANCE} or {@code COOL_DOWN}
 * @param plan null for the whole server
 * @param until when it ends by itself; null where a person must end it
 * @param endedAt when it was ended; null while it was not
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record HoldView(
        String kind,
        @Nullable String plan,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Instant begunAt,
        String begunBy,
        String reason,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Instant until,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Instant endedAt,

        @Nullable String endedBy,
        @Nullable String endReason) {}
