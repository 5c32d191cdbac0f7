package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one receiver was told of a run, or is still to be told.
 *
 * @param id the same that the receiver gets
 * @param state {@code PENDING}, {@code SENT} or {@code GIVEN_UP}
 * @param nextAttemptAt only while it is pending and was tried before
 * @param status of the receiver's last answer: of HTTP or of SMTP
 * @param answer the beginning of that answer
 * @param error why the last try failed
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record NotificationView(
        String id,
        String receiver,
        int sequence,
        String event,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Instant at,
        String headline,
        String state,
        int attempts,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Instant sentAt,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Instant nextAttemptAt,

        @Nullable Integer status,
        String answer,
        @Nullable String error) {}
