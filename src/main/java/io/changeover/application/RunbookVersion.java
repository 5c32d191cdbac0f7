package io.changeover.application;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One deployed version of a runbook or block.
 *
 * @param id the process id
 * @param runType what it does to a plan; empty for a block
 * @param version counted by the server, from 1; new runs take the highest
 * @param tag the version that its author gave it; may be empty
 * @param deployedBy who deployed it; empty where the server did at its start
 * @param reason why; empty where nobody said
 * @param running how many runs, or calls of a block, are under way on this version
 */
public record RunbookVersion(
        String id,
        String name,
        Optional<String> runType,
        int version,
        String tag,
        Instant deployedAt,
        Optional<String> deployedBy,
        Optional<String> reason,
        long running) {
    public RunbookVersion {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(tag, "tag");
        Objects.requireNonNull(deployedAt, "deployedAt");
    }
}
