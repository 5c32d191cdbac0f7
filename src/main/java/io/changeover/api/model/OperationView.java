package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One effect on one target.
 *
 * @param outcome {@code UNCHANGED}, {@code CHANGED} or {@code WOULD_CHANGE}; null unless it succeeded
 * @param verdict what a failure means; null unless it failed
 * @param output the last part of what was printed
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record OperationView(
        int number,
        String operation,
        String kind,
        String target,
        String site,
        @Nullable String host,
        String state,
        @Nullable String outcome,
        @Nullable String verdict,
        @Nullable String errorCode,
        @Nullable String message,
        int attempts,
        List<ReadingView> readings,
        Map<String, String> outputs,
        @Nullable String output,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Instant startedAt,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Instant endedAt) {
    public OperationView {
        readings = readings == null ? List.of() : List.copyOf(readings);
        outputs = outputs == null ? Map.of() : Map.copyOf(outputs);
    }
}
