package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/**
 * One applied file of a plan.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PlanVersionView(
        int version,
        String appliedBy,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Instant appliedAt) {}
