package io.changeover.dashboard;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alarm as tables show it.
 *
 * @param what its code in words: {@code lag above rpo}
 */
public record AlarmRow(
        String plan,
        Tone tone,
        String what,
        String subject,
        String sentence,
        Instant raisedAt,
        @Nullable Instant clearedAt) {}
