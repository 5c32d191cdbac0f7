package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * One reason why a request is refused.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BlockerView(String code, String sentence) {}
