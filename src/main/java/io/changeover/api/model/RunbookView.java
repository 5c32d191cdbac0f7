package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One deployed version of a runbook or block.
 *
 * @param runType what it does to a plan; null for a block
 * @param version counted by the server, from 1
 * @param tag the version that its author gave it
 * @param deployedBy who; null where the server did at its start
 * @param reason why; null where nobody said
 * @param running how many runs, or calls of a block, are under way on this version
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunbookView(
        String id,
        String name,
        @Nullable String runType,
        int version,
        String tag,
        Instant deployedAt,
        @Nullable String deployedBy,
        @Nullable String reason,
        long running) {}
