package io.changeover.dashboard;

import io.changeover.domain.run.OperationState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One operation on a page.
 *
 * @param id tells it from all others
 * @param outcome what it did, in few words, once it is done
 * @param message what is true now, or what was wanted and found
 */
public record OperationView(
        String id,
        String operation,
        String target,
        String site,
        @Nullable String host,
        OperationState state,
        @Nullable String outcome,
        @Nullable String message,
        int attempts,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {}
