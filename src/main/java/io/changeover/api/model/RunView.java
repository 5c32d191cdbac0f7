package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a runbook.
 *
 * @param state {@code RUNNING}, {@code PAUSED}, {@code ABORTING} or {@code ENDED}
 * @param outcome how it went; null until it has ended
 * @param pointOfNoReturn when the first promotion was dispatched; null before
 * @param waitingFor the questions that are open
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunView(
        String id,
        String plan,
        int planVersion,
        String type,
        String runbook,
        String source,
        String target,
        boolean dryRun,
        String requester,
        String reason,
        String businessKey,
        String state,
        @Nullable String outcome,
        long epoch,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Instant startedAt,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Instant endedAt,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Instant pointOfNoReturn,

        List<DecisionView> waitingFor) {
    public RunView {
        waitingFor = waitingFor == null ? List.of() : List.copyOf(waitingFor);
    }
}
