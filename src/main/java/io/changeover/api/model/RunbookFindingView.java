package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * One thing wrong with a runbook.
 *
 * @param file the file's name within the set
 * @param element the id of the element in the diagram
 * @param rule the rule's code
 * @param message what is wanted and what was found
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunbookFindingView(String file, String element, String rule, String message) {}
