package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Says which site is active, where the product cannot know.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AcknowledgeRequest(String activeSite, String reason) {}
