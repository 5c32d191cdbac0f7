package io.changeover.application;

import io.changeover.connector.spi.Durations;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** For how long no site was active within a run in which a person chose one, as far as that was read. */
final class WithoutActive {
    private WithoutActive() {}

    /** A sentence for the run's record; empty where nothing was promoted. */
    static Optional<String> sentence(Run run, Collection<OperationRecord> operations) {
        if (run.dryRun() || !run.type().choosing()) {
            return Optional.empty();
        }
        Optional<Instant> end = operations.stream()
                .filter(one -> one.operation() == Operation.PROMOTE && one.state() == OperationState.DONE)
                .flatMap(one -> one.endedAt().stream())
                .max(Comparator.naturalOrder());
        return end.map(at -> begin(run, operations)
                .filter(from -> from.isBefore(at))
                .map(from -> "no site was active from %s to %s, %s as far as was read"
                        .formatted(from, at, Durations.format(Duration.between(from, at))))
                .orElse("%s was active all the time, as far as was read".formatted(run.target())));
    }

    /** Without what was read in the step that promotes, which has begun to make the other site active. */
    private static List<OperationRecord> before(Collection<OperationRecord> operations) {
        Set<String> promoting = operations.stream()
                .filter(one -> one.operation() == Operation.PROMOTE)
                .map(OperationRecord::step)
                .collect(Collectors.toSet());
        return operations.stream()
                .filter(one -> !promoting.contains(one.step()))
                .toList();
    }

    /** From the reading that found none, or from the first stop of the only one. */
    private static Optional<Instant> begin(Run run, Collection<OperationRecord> operations) {
        SiteRoles roles = new SiteRoles(before(operations));
        if (roles.active(run.target())) {
            return Optional.empty();
        }
        if (!roles.active(run.source())) {
            return roles.readAt();
        }
        return operations.stream()
                .filter(one -> one.operation() == Operation.STOP || one.operation() == Operation.DEMOTE)
                .filter(one -> one.site().equals(run.source()))
                .filter(one -> one.outcome().filter(Outcome.CHANGED::equals).isPresent())
                .flatMap(one -> one.startedAt().stream())
                .min(Comparator.naturalOrder());
    }
}
