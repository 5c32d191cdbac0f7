package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a run: a task of its diagram, with its operations.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StepView(
        int number,
        String name,
        String activity,
        String process,
        @Nullable String group,
        String state,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Instant startedAt,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Instant endedAt,

        List<OperationView> operations) {
    public StepView {
        operations = operations == null ? List.of() : List.copyOf(operations);
    }
}
