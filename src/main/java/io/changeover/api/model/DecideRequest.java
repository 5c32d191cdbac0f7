package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * The answer to a question.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DecideRequest(String choice, String reason) {}
