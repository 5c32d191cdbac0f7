package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * The answer to a plan file without mistakes, with one sentence on what is in it.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PlanCheckView(boolean valid, String plan, String summary) {}
