package io.changeover.domain.run;

import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.connector.spi.Reading;
import io.changeover.connector.spi.Verdict;
import io.changeover.domain.site.SiteId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One effect on one target, as journalled before and after.
 *
 * @param number counts the operations of a step from 1
 * @param rank operations of a lower rank end before those of a higher one begin
 * @param target the name of the instance, dataset or route in the plan
 * @param check which of the target's checks it asks, from 0; 0 for all that are no checks
 * @param host the host's name in the plan, if it has one
 * @param attempts how often it was tried
 * @param message what is true now, or what was wanted and found
 * @param errorCode the code of the last failure
 */
public record OperationRecord(
        String id,
        String step,
        int number,
        int rank,
        Operation operation,
        String target,
        int check,
        SiteId site,
        Optional<String> host,
        OperationState state,
        Optional<Outcome> outcome,
        Optional<Verdict> verdict,
        Optional<String> errorCode,
        Optional<String> message,
        int attempts,
        List<Reading> readings,
        Map<String, String> outputs,
        String output,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt) {
    public OperationRecord {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(state, "state");
        readings = List.copyOf(readings);
        outputs = Map.copyOf(outputs);
    }

    /** The same operation, found wrong after it had ended. */
    public OperationRecord refuted(String code, String why) {
        return with(
                OperationState.FAILED,
                Optional.empty(),
                Optional.of(Verdict.PERMANENT),
                Optional.of(code),
                Optional.of(why));
    }

    /** The same operation with more to say. */
    public OperationRecord adding(String more) {
        String all = message.map(text -> text + "; ").orElse("") + more;
        return with(state, outcome, verdict, errorCode, Optional.of(all));
    }

    private OperationRecord with(
            OperationState nextState,
            Optional<Outcome> nextOutcome,
            Optional<Verdict> nextVerdict,
            Optional<String> nextCode,
            Optional<String> nextMessage) {
        return new OperationRecord(
                id,
                step,
                number,
                rank,
                operation,
                target,
                check,
                site,
                host,
                nextState,
                nextOutcome,
                nextVerdict,
                nextCode,
                nextMessage,
                attempts,
                readings,
                outputs,
                output,
                startedAt,
                endedAt);
    }

    /** What it is aimed at. */
    public Kind kind() {
        return operation.kind();
    }
}
