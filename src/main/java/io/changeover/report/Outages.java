package io.changeover.report;

import io.changeover.connector.spi.Durations;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.domain.plan.Route;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.site.SiteId;
import io.changeover.report.RunReport.Objective;
import io.changeover.report.RunReport.Outage;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Measures the outage of a run, which is its achieved RTO.
 *
 * <p>It <b>begins</b> when the first STOP at the source site begins that did not find its target stopped already; where
 * there is none, when the first PROVE begins, which makes the source refuse writes.
 *
 * <p>It <b>ends</b> at the site that serves after the run (the target; after an abort, the source) with the end of the
 * last of the first kind there is of these, begun after the outage began: CHECK of a route, which is proof by real
 * traffic; SWITCH of a route; START or PROMOTE. Skipped operations do not count. The last two kinds count only for a run
 * that ended well or was aborted, as nothing else shows that no more was to come. Where one of the operations of that
 * kind did not succeed, the outage has no known end.
 *
 * <p>A dry run and a run that does not move the service have no outage.
 */
final class Outages {
    private final Records records;
    private final Duration objective;
    private final Set<String> routes;

    Outages(Records records) {
        this.records = records;
        this.objective = records.plan().objectives().rto();
        this.routes = records.plan().routes().stream().map(Route::name).collect(Collectors.toSet());
    }

    Outage measure() {
        if (records.run().dryRun() || !records.run().type().moving()) {
            return none("The run stops nothing that serves users.");
        }
        Optional<OperationRecord> first = first(this::stopsSource)
                .or(() -> first(one ->
                        one.operation() == Operation.PROVE && one.startedAt().isPresent()));
        if (first.isEmpty()) {
            return none("Nothing at the source was stopped.");
        }
        return from(first.get());
    }

    private Outage from(OperationRecord first) {
        Instant begin = first.startedAt().orElseThrow();
        String since = "From the beginning of " + Words.operation(first);
        List<OperationRecord> last = lastKind(begin);
        Optional<OperationRecord> end = last.stream().allMatch(one -> one.state() == OperationState.DONE)
                ? last.stream().max(Comparator.comparing(one -> one.endedAt().orElse(begin)))
                : Optional.empty();
        if (end.isEmpty()) {
            String until = "; that users are served again was not read back.";
            return new Outage(begin, null, null, objective, Objective.UNKNOWN, since + until);
        }
        Instant over = end.get().endedAt().orElse(begin);
        Duration achieved = Duration.between(begin, over);
        Objective verdict = achieved.compareTo(objective) <= 0 ? Objective.MET : Objective.MISSED;
        String until = " to the end of %s.".formatted(Words.operation(end.get()));
        return new Outage(begin, over, achieved, objective, verdict, since + until);
    }

    private List<OperationRecord> lastKind(Instant begin) {
        SiteId serving = servingSite();
        Predicate<OperationRecord> counts = one -> one.site().equals(serving)
                && one.state() != OperationState.SKIPPED
                && one.startedAt()
                        .map(at -> !at.isBefore(begin))
                        .orElse(one.state().open());
        List<OperationRecord> traffic =
                all(counts.and(one -> one.operation() == Operation.CHECK && routes.contains(one.target())));
        if (!traffic.isEmpty() || !settled()) {
            return traffic;
        }
        List<OperationRecord> switches = all(counts.and(one -> one.operation() == Operation.SWITCH));
        return switches.isEmpty()
                ? all(counts.and(
                        one -> Set.of(Operation.START, Operation.PROMOTE).contains(one.operation())))
                : switches;
    }

    private SiteId servingSite() {
        return aborted() ? records.run().source() : records.run().target();
    }

    private boolean aborted() {
        return records.run().outcome().filter(RunOutcome.ABORTED::equals).isPresent();
    }

    private boolean settled() {
        return aborted() || records.run().outcome().filter(RunOutcome::good).isPresent();
    }

    private boolean stopsSource(OperationRecord one) {
        return one.operation() == Operation.STOP
                && one.site().equals(records.run().source())
                && one.startedAt().isPresent()
                && one.outcome().filter(Outcome.UNCHANGED::equals).isEmpty();
    }

    private Optional<OperationRecord> first(Predicate<OperationRecord> which) {
        return all(which).stream()
                .min(Comparator.comparing(one -> one.startedAt().orElseThrow()));
    }

    private List<OperationRecord> all(Predicate<OperationRecord> which) {
        return records.operations().stream().filter(which).toList();
    }

    private Outage none(String why) {
        return new Outage(null, null, null, objective, Objective.NOT_APPLICABLE, why);
    }

    /** For people: {@code 0.8 s}, {@code none} or {@code unknown}. */
    static String inWords(Outage outage) {
        Duration achieved = outage.achieved();
        if (achieved != null) {
            return Durations.format(achieved);
        }
        return outage.verdict() == Objective.NOT_APPLICABLE ? "none" : "unknown";
    }
}
