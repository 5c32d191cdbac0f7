package io.changeover.domain.run;

import io.changeover.connector.spi.Operation;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * When the service was away during a move: from the first stop of an instance at the source to the last thing that gave
 * it back, which is the proof by real traffic (a check), else a switched route, else a start, else a promotion.
 */
public record Outage(Instant from, Instant to) {
    private static final Set<Operation> GIVING_BACK =
            EnumSet.of(Operation.CHECK, Operation.SWITCH, Operation.START, Operation.PROMOTE);

    /** The outage of a run, if it stopped something and gave it back. */
    public static Optional<Outage> of(Run run, Collection<OperationRecord> operations) {
        Optional<Instant> from = operations.stream()
                .filter(one -> one.operation() == Operation.STOP && one.site().equals(run.source()))
                .flatMap(one -> one.startedAt().stream())
                .min(Comparator.naturalOrder());
        Optional<Instant> to = operations.stream()
                .filter(one ->
                        GIVING_BACK.contains(one.operation()) && one.site().equals(run.target()))
                .filter(one -> one.state() == OperationState.DONE)
                .flatMap(one -> one.endedAt().stream())
                .max(Comparator.naturalOrder());
        return from.flatMap(begin -> to.filter(end -> end.isAfter(begin)).map(end -> new Outage(begin, end)));
    }
}
