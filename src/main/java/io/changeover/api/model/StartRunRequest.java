package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a run.
 *
 * @param businessKey the caller's key: a second start of the same runbook with it answers the run that the first one
 *     has started, or is refused if it asks for something else; null for none
 * @param target the site to move to; null for what the runbook and the plan say
 * @param hold of a drill: whether its clones are held open for people until somebody ends it or its limit is over
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StartRunRequest(
        String runbook,
        String plan,
        String reason,
        @Nullable String businessKey,
        boolean dryRun,
        @Nullable String target,
        boolean hold) {}
