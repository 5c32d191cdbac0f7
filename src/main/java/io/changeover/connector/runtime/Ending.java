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
    private final OperationContext context;
    private final Secrets secrets;
    private final Clock clock;

    Ending(OperationRecord operation, OperationContext context, Secrets secrets, Clock clock) {
        this.operation = operation;
        this.context = context;
        this.secrets = secrets;
        this.clock = clock;
    }

    OperationRecord of(Attempts.End end, int attempts) {
        Result result = end.result();
        if (result != null) {
            return record(
                    OperationState.DONE,
                    Optional.of(result.outcome()),
                    Optional.empty(),
                    Optional.empty(),
                    result.message(),
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
                operation.attempts() + attempts,
                context.readings(),
                masked,
                context.output(),
                operation.startedAt(),
                Optional.of(clock.instant()));
    }
}
