package io.changeover.dashboard;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a run is.
 *
 * @param processInstance the engine's id of it
 * @param headline one sentence: where it is, or how it went with everything that was skipped
 */
public record RunHead(
        String id,
        String plan,
        int planVersion,
        String runbook,
        int runbookVersion,
        String processInstance,
        String businessKey,
        String source,
        String target,
        boolean dryRun,
        long epoch,
        String requester,
        String reason,
        Tone tone,
        String headline,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Instant pointOfNoReturn) {}
