package io.changeover.application;

import io.changeover.connector.spi.Operation;
import io.changeover.domain.plan.Dataset;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Up to where the target holds the data, as a run last read it: {@code ledger=0/3000148,files=2031-03-01T01:00:00Z}, the
 * datasets in the order of the plan. A dataset's point is what its connector called it, or else the time at which it was
 * read. A dataset of which nothing was read yet is left out.
 */
final class ProvedPoint {
    /** From the strongest statement to the weakest. */
    private static final List<Operation> READ_BY =
            List.of(Operation.PROVE, Operation.SYNC, Operation.ESTIMATE, Operation.MEASURE);

    private static final List<String> OUTPUTS = List.of("recoveryPoint", "replayed", "lsn", "heldUntil");

    private ProvedPoint() {}

    static String of(ProtectionPlan plan, Collection<OperationRecord> operations) {
        return plan.datasets().stream()
                .flatMap(dataset -> of(dataset, operations).stream())
                .collect(Collectors.joining(","));
    }

    private static Optional<String> of(Dataset dataset, Collection<OperationRecord> operations) {
        return READ_BY.stream()
                .flatMap(operation -> last(dataset, operation, operations).stream())
                .findFirst()
                .map(one -> dataset.name() + "=" + point(one));
    }

    private static Optional<OperationRecord> last(
            Dataset dataset, Operation operation, Collection<OperationRecord> operations) {
        return operations.stream()
                .filter(one -> one.operation() == operation && one.target().equals(dataset.name()))
                .filter(one -> one.state() == OperationState.DONE)
                .max(Comparator.comparing(ProvedPoint::end));
    }

    private static String point(OperationRecord one) {
        Stream<String> named = OUTPUTS.stream()
                .map(output -> one.outputs().getOrDefault(output, ""))
                .filter(value -> !value.isEmpty());
        return named.findFirst().orElseGet(() -> end(one).toString());
    }

    private static Instant end(OperationRecord one) {
        return one.endedAt().orElse(Instant.EPOCH);
    }
}
