package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/**
 * One value that was read from a real system.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReadingView(
        @JsonFormat(shape = JsonFormat.Shape.STRING) Instant at, String name, String value) {}
