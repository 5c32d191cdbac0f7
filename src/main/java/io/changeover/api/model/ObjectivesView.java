package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Duration;

/**
 * What a plan promises, as ISO-8601 durations.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ObjectivesView(
        @JsonFormat(shape = JsonFormat.Shape.STRING) Duration rpo,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Duration rto) {}
