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
        return ending(OperationState.FAILED, Optional.empty(), Optional.of(code), why, readings, endedAt);
    }

    /** The same operation, failed for good without having been handed to its connector. */
    public OperationRecord refused(String code, String why, Instant at) {
        return ending(OperationState.FAILED, Optional.empty(), Optional.of(code), why, readings, Optional.of(at));
    }

    /** The same operation, done by a judgement on what was read already. */
    public OperationRecord judged(Outcome how, String why, List<Reading> seen, Instant at) {
        return ending(OperationState.DONE, Optional.of(how), Optional.empty(), why, seen, Optional.of(at));
    }

    /** The same operation, left out. */
    public OperationRecord leftOut(String why, Instant at) {
        return ending(OperationState.CANCELLED, Optional.empty(), Optional.empty(), why, readings, Optional.of(at));
    }

    private OperationRecord ending(
            OperationState next,
            Optional<Outcome> how,
            Optional<String> code,
            String why,
            List<Reading> seen,
            Optional<Instant> at) {
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
                next,
                how,
                code.map(any -> Verdict.PERMANENT),
                code,
                Optional.of(why),
                attempts,
                seen,
                outputs,
                output,
                startedAt,
                at);
    }

    /** The question that this look of the server asks. */
    public OperationRecord asking(Operation asked, String of, int which, Optional<String> at) {
        return new OperationRecord(
                id, step, number, rank, asked, of, which, site, at, state, outcome, verdict, errorCode, message,
                attempts, readings, outputs, output, startedAt, endedAt);
    }

    /** The same operation with more to say. */
    public OperationRecord adding(String more) {
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
                state,
                outcome,
                verdict,
                errorCode,
                Optional.of(message.map(text -> text + "; ").orElse("") + more),
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
