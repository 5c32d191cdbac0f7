package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Holds something back.
 *
 * @param until when it ends by itself; null where a person ends it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record HoldRequest(
        String reason,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Instant until) {}
