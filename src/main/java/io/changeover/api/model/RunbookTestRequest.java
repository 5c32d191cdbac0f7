package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A runbook to be tried out.
 *
 * @param runbook its process id
 * @param files texts by name, laid over those that are deployed
 * @param choose the outcomes to try at an element, by its id; all where it is not named
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunbookTestRequest(
        @Nullable String runbook,
        @Nullable Map<String, String> files,
        @Nullable Map<String, Set<String>> choose) {}
