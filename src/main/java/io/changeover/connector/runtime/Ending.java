package io.changeover.connector.runtime;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Outcome;
import io.changeover.connector.spi.Result;
import io.changeover.connector.spi.Verdict;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Turns the end of an operation into its record, with every secret masked. */
final class Ending {
    private final OperationRecord operation;
    private final boolean dryRun;
    private final OperationContext context;
    private final Secrets secrets;
    private final Clock clock;

    Ending(OperationRecord operation, boolean dryRun, OperationContext context, Secrets secrets, Clock clock) {
        this.operation = operation;
        this.dryRun = dryRun;
        this.context = context;
        this.secrets = secrets;
        this.clock = clock;
    }

    OperationRecord of(Attempts.End end, int now) {
        int attempts = earlierAttempts(operation) + now;
        Result result = end.result();
        if (result != null) {
            boolean byEarlier = !dryRun
                    && result.outcome() == Outcome.UNCHANGED
                    && operation.operation().changing()
                    && attempts > 1;
            return record(
                    OperationState.DONE,
                    Optional.of(byEarlier ? Outcome.CHANGED : result.outcome()),
                    Optional.empty(),
                    Optional.empty(),
                    result.message() + (byEarlier ? " (an earlier attempt may have done it)" : ""),
                    result.outputs(),
                    attempts);
        }
        ConnectorException failure = Objects.requireNonNull(end.failure());
        return record(
                OperationState.FAILED,
                Optional.empty(),
                Optional.of(failure.verdict()),
                Optional.of(failure.code()),
                String.valueOf(failure.getMessage()),
                Map.of(),
                attempts);
    }

    /** One that is found under way was begun by a worker that died: that was an attempt, of unknown effect. */
    static int earlierAttempts(OperationRecord operation) {
        return operation.attempts() + (operation.state() == OperationState.RUNNING ? 1 : 0);
    }

    private OperationRecord record(
            OperationState state,
            Optional<Outcome> outcome,
            Optional<Verdict> verdict,
            Optional<String> code,
            String message,
            Map<String, String> outputs,
            int attempts) {
        Map<String, String> masked = outputs.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> secrets.mask(entry.getValue())));
        return new OperationRecord(
                operation.id(),
                operation.step(),
                operation.number(),
                operation.rank(),
                operation.operation(),
                operation.target(),
                operation.check(),
                operation.site(),
                operation.host(),
                state,
                outcome,
                verdict,
                code,
                Optional.of(secrets.mask(message)),
                attempts,
                context.readings(),
                masked,
                context.output(),
                operation.startedAt(),
                Optional.of(clock.instant()));
    }
}
