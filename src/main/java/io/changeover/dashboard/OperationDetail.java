package io.changeover.dashboard;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One operation with all that it has told.
 *
 * @param step the number of its step
 * @param errorCode the code of the last failure, or null
 * @param readings what was read on the way, oldest first
 * @param outputs what it found, by name
 * @param output the end of what its commands have printed, with secrets masked
 */
public record OperationDetail(
        OperationView operation,
        int step,
        String stepName,
        @Nullable String errorCode,
        List<Read> readings,
        Map<String, String> outputs,
        String output) {
    public OperationDetail {
        readings = List.copyOf(readings);
        outputs = Map.copyOf(outputs);
    }

    /** Something that was read. */
    public record Read(Instant at, String name, String value) {}
}
