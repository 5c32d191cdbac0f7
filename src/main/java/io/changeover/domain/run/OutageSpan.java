package io.changeover.domain.run;

import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.domain.site.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * When a moving run kept the service from its users: its achieved RTO.
 *
 * <p>It <b>begins</b> when the first STOP at the source site begins that did not find its target stopped already; where
 * there is none, when the first PROVE begins, which makes the source refuse writes.
 *
 * <p>Where neither is, because the source was lost and nothing of it could be stopped, it begins with the first look at
 * it: that users were served no more before that was not read.
 *
 * <p>It <b>ends</b> at the site that serves after the run (the target; after an abort, the source) with the end of the
 * last of the first kind there is of these, begun after the outage began: CHECK of a route, which is proof by real
 * traffic; SWITCH of a route; START or PROMOTE. Skipped operations do not count. The last two kinds count only for a run
 * that ended well or was aborted, as nothing else shows that no more was to come. Where one of the operations of that
 * kind did not succeed, the outage has no known end.
 *
 * @param first the operation that it began with
 * @param last the operation that ended it, if an end is known
 */
public record OutageSpan(OperationRecord first, Optional<OperationRecord> last) {

    /** The outage of a run, if it moved the service and stopped anything at the source. */
    public static Optional<OutageSpan> of(Run run, Set<String> routes, Collection<OperationRecord> operations) {
        if (run.dryRun() || !run.type().moving()) {
            return Optional.empty();
        }
        return first(operations, one -> stopsSource(run, one))
                .or(() -> first(
                        operations,
                        one -> one.operation() == Operation.PROVE
                                && one.startedAt().isPresent()))
                .or(() -> first(
                        operations,
                        one -> one.operation() == Operation.LOOK
                                && one.startedAt().isPresent()))
                .map(first -> new OutageSpan(first, last(run, routes, operations, start(first))));
    }

    /** When it began. */
    public Instant begin() {
        return start(first);
    }

    /** How long it was, if its end is known. */
    public Optional<Duration> length() {
        return last.flatMap(OperationRecord::endedAt).map(end -> Duration.between(begin(), end));
    }

    private static Instant start(OperationRecord operation) {
        return operation.startedAt().orElseThrow();
    }

    private static boolean stopsSource(Run run, OperationRecord one) {
        return one.operation() == Operation.STOP
                && one.site().equals(run.source())
                && one.startedAt().isPresent()
                && one.outcome().filter(Outcome.UNCHANGED::equals).isEmpty();
    }

    private static Optional<OperationRecord> first(
            Collection<OperationRecord> operations, Predicate<OperationRecord> which) {
        return operations.stream().filter(which).min(Comparator.comparing(OutageSpan::start));
    }

    private static Optional<OperationRecord> last(
            Run run, Set<String> routes, Collection<OperationRecord> operations, Instant begin) {
        List<OperationRecord> kind = lastKind(run, routes, operations, begin);
        boolean allDone = kind.stream()
                .allMatch(one ->
                        one.state() == OperationState.DONE && one.endedAt().isPresent());
        return allDone
                ? kind.stream().max(Comparator.comparing(one -> one.endedAt().orElse(begin)))
                : Optional.empty();
    }

    private static List<OperationRecord> lastKind(
            Run run, Set<String> routes, Collection<OperationRecord> operations, Instant begin) {
        boolean aborted = run.outcome().filter(RunOutcome.ABORTED::equals).isPresent();
        boolean settled = aborted || run.outcome().filter(RunOutcome::good).isPresent();
        SiteId serving = aborted ? run.source() : run.target();
        List<OperationRecord> since = operations.stream()
                .filter(one -> one.site().equals(serving) && one.state() != OperationState.SKIPPED)
                .filter(one -> one.startedAt()
                        .map(at -> !at.isBefore(begin))
                        .orElse(one.state().open()))
                .toList();
        List<OperationRecord> traffic = since.stream()
                .filter(one -> one.operation() == Operation.CHECK && routes.contains(one.target()))
                .toList();
        if (!traffic.isEmpty() || !settled) {
            return traffic;
        }
        List<OperationRecord> switches = of(since, Operation.SWITCH);
        return switches.isEmpty() ? of(since, Operation.START, Operation.PROMOTE) : switches;
    }

    private static List<OperationRecord> of(List<OperationRecord> operations, Operation... kinds) {
        return operations.stream()
                .filter(one -> List.of(kinds).contains(one.operation()))
                .toList();
    }
}
