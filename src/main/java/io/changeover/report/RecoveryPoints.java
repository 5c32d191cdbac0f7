package io.changeover.report;

import io.changeover.connector.spi.Durations;
import io.changeover.connector.spi.Operation;
import io.changeover.domain.plan.Dataset;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.report.RunReport.DatasetPoint;
import io.changeover.report.RunReport.Objective;
import io.changeover.report.RunReport.RecoveryPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Measures what a run lost, which is its achieved RPO.
 *
 * <p>Of each dataset that was proved or promoted: nothing, where every PROVE of it succeeded, for that is proof that the
 * target held the last byte. Otherwise the output {@code lagMillis} of the last MEASURE that ended before its promotion
 * began. Where that could not be read, it is unknown, never zero. The run's value is that of its worst dataset.
 *
 * <p>In an unplanned run, see {@link UnplannedLoss}: beside what is measured stands what approvers were told.
 */
final class RecoveryPoints {
    private final Records records;
    private final Duration objective;

    RecoveryPoints(Records records) {
        this.records = records;
        this.objective = records.plan().objectives().rpo();
    }

    RecoveryPoint measure() {
        List<DatasetPoint> points =
                records.run().dryRun() || !records.run().type().moving()
                        ? List.of()
                        : names().map(this::dataset).toList();
        Objective verdict = worst(points);
        Duration achieved = verdict == Objective.NOT_APPLICABLE ? null : longest(points);
        return new RecoveryPoint(
                achieved, UnplannedLoss.announced(points), objective, verdict, explain(points, achieved), points);
    }

    private Stream<String> names() {
        return records.operations().stream()
                .filter(one -> Set.of(Operation.PROVE, Operation.PROMOTE).contains(one.operation()))
                .filter(one -> one.startedAt().isPresent())
                .map(OperationRecord::target)
                .distinct();
    }

    private DatasetPoint dataset(String name) {
        Duration wanted = records.plan().datasets().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .flatMap(Dataset::rpo)
                .orElse(objective);
        List<OperationRecord> proofs = of(name, Operation.PROVE);
        if (!proofs.isEmpty() && proofs.stream().allMatch(one -> one.state() == OperationState.DONE)) {
            return point(name, Duration.ZERO, wanted, "proved that the target held the last byte");
        }
        if (records.run().unplanned()) {
            return new UnplannedLoss(records).of(name, wanted);
        }
        Instant promoted = of(name, Operation.PROMOTE).stream()
                .flatMap(one -> one.startedAt().stream())
                .min(Comparator.naturalOrder())
                .orElse(records.lastMoment());
        Optional<OperationRecord> measured = of(name, Operation.MEASURE).stream()
                .filter(one -> one.endedAt().filter(at -> !at.isAfter(promoted)).isPresent())
                .max(Comparator.comparing(one -> one.endedAt().orElseThrow()));
        if (measured.isEmpty()) {
            return point(name, null, wanted, "not proved, and its lag was not measured before the promotion");
        }
        Optional<Duration> lag = lag(measured.get());
        return point(
                name,
                lag.orElse(null),
                wanted,
                lag.map(value -> "not proved; its lag at the last measurement before the promotion")
                        .orElse("not proved, and its lag could not be read before the promotion"));
    }

    private List<OperationRecord> of(String name, Operation operation) {
        return records.operations().stream()
                .filter(one -> one.operation() == operation && one.target().equals(name))
                .toList();
    }

    private static Optional<Duration> lag(OperationRecord measured) {
        String text = measured.outputs().getOrDefault("lagMillis", "");
        boolean read = measured.state() == OperationState.DONE && text.matches("\\d{1,15}");
        return read ? Optional.of(Duration.ofMillis(Long.parseLong(text))) : Optional.empty();
    }

    static DatasetPoint point(String name, @Nullable Duration achieved, Duration wanted, String explanation) {
        Objective verdict = Objective.UNKNOWN;
        if (achieved != null) {
            verdict = achieved.compareTo(wanted) <= 0 ? Objective.MET : Objective.MISSED;
        }
        return new DatasetPoint(name, achieved, wanted, verdict, explanation, null);
    }

    private static Objective worst(List<DatasetPoint> points) {
        return Stream.of(Objective.MISSED, Objective.UNKNOWN, Objective.MET)
                .filter(verdict -> points.stream().anyMatch(point -> point.verdict() == verdict))
                .findFirst()
                .orElse(Objective.NOT_APPLICABLE);
    }

    private static @Nullable Duration longest(List<DatasetPoint> points) {
        boolean unknown = points.stream().anyMatch(point -> point.achieved() == null);
        return unknown
                ? null
                : points.stream()
                        .map(DatasetPoint::achieved)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null);
    }

    private static String explain(List<DatasetPoint> points, @Nullable Duration achieved) {
        if (points.isEmpty()) {
            return "No dataset was promoted.";
        }
        if (achieved == null) {
            return "What was lost could not be read.";
        }
        return achieved.isZero() && points.stream().allMatch(RecoveryPoints::proved)
                ? "Proved: the target held the last byte before it was promoted."
                : points.stream().anyMatch(point -> point.announced() != null)
                        ? "Not proved, as the source was lost; at most this much, from when it was found silent."
                        : "Not proved; the lag measured last before the promotion.";
    }

    private static boolean proved(DatasetPoint point) {
        return point.explanation().startsWith("proved");
    }

    /** For people: {@code 0, proved}, {@code 4.2 s}, {@code none} or {@code unknown}. */
    static String inWords(RecoveryPoint point) {
        Duration achieved = point.achieved();
        if (achieved == null) {
            return point.verdict() == Objective.NOT_APPLICABLE ? "none" : "unknown";
        }
        return achieved.isZero() ? "0" : Durations.format(achieved);
    }
}
