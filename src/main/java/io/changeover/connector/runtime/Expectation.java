package io.changeover.connector.runtime;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.connector.spi.Result;
import io.changeover.domain.plan.Dataset;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.Run;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a run expects of a reading beyond that it could be taken, and what a dry run need not ask. */
final class Expectation {
    /** In a dry run these would find the state before the moves that were not made, which says nothing. */
    private static final Set<Operation> AFTER_THE_MOVE = EnumSet.of(
            Operation.SYNC, Operation.PROVE, Operation.DEMOTE, Operation.PROMOTE, Operation.PROTECT, Operation.CHECK);

    private final ProtectionPlan plan;
    private final Run run;
    private final OperationRecord operation;

    Expectation(ProtectionPlan plan, Run run, OperationRecord operation) {
        this.plan = plan;
        this.run = run;
        this.operation = operation;
    }

    /** The answer that needs no connector. */
    Optional<Result> withoutAsking() {
        if (!run.dryRun() || !AFTER_THE_MOVE.contains(operation.operation())) {
            return Optional.empty();
        }
        String what = operation.operation().name().toLowerCase(Locale.ROOT);
        Outcome outcome = operation.operation().changing() ? Outcome.WOULD_CHANGE : Outcome.UNCHANGED;
        String message = "would %s %s at %s after the move".formatted(what, operation.target(), operation.site());
        return Optional.of(new Result(outcome, message, Map.of()));
    }

    /** Whether one attempt is enough, as whatever comes of it is a finding. */
    boolean findingOnly() {
        return operation.operation().finding();
    }

    /** The result, if it is as the run needs it. */
    Result met(Result result) throws ConnectorException {
        switch (operation.operation()) {
            case STATUS -> status(result);
            case MEASURE -> lag(result);
            case READ -> route(result);
            default -> {}
        }
        return result;
    }

    private void status(Result result) throws ConnectorException {
        boolean source = operation.site().equals(run.source());
        boolean standby = plan.datasets().stream().map(Dataset::name).anyMatch(operation.target()::equals);
        String wanted = source || standby ? "running" : "stopped";
        String found = result.outputs().getOrDefault("state", "unknown");
        if (!wanted.equals(found)) {
            throw ConnectorException.permanent(
                    "INSTANCE_" + found.toUpperCase(Locale.ROOT),
                    "%s at %s: wanted %s, found %s".formatted(operation.target(), operation.site(), wanted, found));
        }
    }

    private void lag(Result result) throws ConnectorException {
        Optional<Duration> rpo = plan.dataset(operation.target()).flatMap(Dataset::rpo);
        String millis = result.outputs().get("lagMillis");
        String why = result.outputs().get("lagUnknown");
        if (millis == null && why != null) {
            throw ConnectorException.permanent(
                    "LAG_UNKNOWN", "%s: the lag is unknown: %s".formatted(operation.target(), why));
        }
        if (millis == null) {
            throw ConnectorException.transientFault(
                    "LAG_UNKNOWN",
                    "%s: the lag could not be read, and unknown is not zero".formatted(operation.target()));
        }
        if (rpo.isPresent() && Long.parseLong(millis) > rpo.get().toMillis()) {
            throw ConnectorException.transientFault(
                    "LAG_ABOVE_RPO",
                    "%s: wanted a lag of at most %d ms, found %s ms"
                            .formatted(operation.target(), rpo.get().toMillis(), millis));
        }
    }

    private void route(Result result) throws ConnectorException {
        String found = result.outputs().getOrDefault("site", "unknown");
        if (!found.equals(run.source().value())) {
            throw ConnectorException.permanent(
                    "ROUTE_ELSEWHERE",
                    "%s: wanted it to point to %s, found %s".formatted(operation.target(), run.source(), found));
        }
    }
}
