package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Why something is done.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReasonRequest(String reason) {}
