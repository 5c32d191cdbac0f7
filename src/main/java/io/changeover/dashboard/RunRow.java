package io.changeover.dashboard;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run in the table of recent runs.
 *
 * @param outcome how it went or where it is, in few words
 */
public record RunRow(
        String id,
        String plan,
        String runbook,
        String source,
        String target,
        boolean dryRun,
        Tone tone,
        String outcome,
        String requester,
        Instant startedAt,
        @Nullable Instant endedAt) {}
