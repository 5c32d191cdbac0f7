package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * One mistake in a plan file; line and column are counted from 1.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PlanProblemView(int line, int column, String path, String message) {}
