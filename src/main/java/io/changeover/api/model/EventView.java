package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/**
 * Something that was said or done in a run.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record EventView(
        @JsonFormat(shape = JsonFormat.Shape.STRING) Instant at, String actor, String what, String detail) {}
