package io.changeover.report;

import io.changeover.connector.spi.Operation;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.PossibleLoss;
import io.changeover.domain.run.Sightings;
import io.changeover.report.RunReport.Announced;
import io.changeover.report.RunReport.DatasetPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Measures what was lost of a dataset whose source was lost: from the time up to which the promoted target holds what was
 * written to the time at which the source was first found silent. Where it was never confirmed lost it may have taken
 * writes until the promotion, so that is the end then. Both ends are on the safe side, so the loss was at most that.
 */
final class UnplannedLoss {
    private final Records records;

    UnplannedLoss(Records records) {
        this.records = records;
    }

    DatasetPoint of(String dataset, Duration wanted) {
        Optional<OperationRecord> promotion = records.operations().stream()
                .filter(one ->
                        one.operation() == Operation.PROMOTE && one.target().equals(dataset))
                .filter(one -> one.state() == OperationState.DONE)
                .findFirst();
        Optional<PossibleLoss> told = PossibleLoss.of(dataset, before(promotion));
        Optional<Instant> held = promotion.flatMap(PossibleLoss::heldUntil);
        Optional<Instant> end = end(promotion);
        DatasetPoint plain = held.isPresent() && end.isPresent()
                ? RecoveryPoints.point(
                        dataset,
                        notNegative(Duration.between(held.get(), end.get())),
                        wanted,
                        "%s holds what was written until %s; %s was found silent, or left, at %s"
                                .formatted(
                                        records.run().target(),
                                        held.get(),
                                        records.run().source(),
                                        end.get()))
                : RecoveryPoints.point(
                        dataset, null, wanted, "up to when the target holds what was written could not be read");
        return new DatasetPoint(
                plain.dataset(),
                plain.achieved(),
                plain.objective(),
                plain.verdict(),
                plain.explanation(),
                told.map(UnplannedLoss::announced).orElse(new Announced(null, null, null, dataset + " unknown")));
    }

    /** The most of all that was announced; null where nothing was, or one was unknown. */
    static @Nullable Duration announced(List<DatasetPoint> points) {
        List<Optional<Duration>> ages = points.stream()
                .flatMap(point -> Optional.ofNullable(point.announced()).stream())
                .map(told -> Optional.ofNullable(told.age()))
                .toList();
        return ages.isEmpty() || ages.stream().anyMatch(Optional::isEmpty)
                ? null
                : ages.stream()
                        .flatMap(Optional::stream)
                        .max(Comparator.naturalOrder())
                        .orElse(null);
    }

    private static Announced announced(PossibleLoss loss) {
        OptionalLong bytes = loss.lag().bytes();
        return new Announced(
                loss.lag().age().orElse(null),
                bytes.isPresent() ? bytes.getAsLong() : null,
                loss.heldUntil().orElse(null),
                loss.words());
    }

    private List<OperationRecord> before(Optional<OperationRecord> promotion) {
        Instant until = promotion.flatMap(OperationRecord::startedAt).orElse(records.lastMoment());
        return records.operations().stream()
                .filter(one -> one.endedAt().filter(at -> !at.isAfter(until)).isPresent())
                .toList();
    }

    private Optional<Instant> end(Optional<OperationRecord> promotion) {
        Sightings last = Sightings.of(records.operations());
        return last.confirmed()
                ? records.operations().stream()
                        .filter(one -> one.operation() == Operation.LOOK)
                        .flatMap(one -> one.startedAt().stream())
                        .min(Comparator.naturalOrder())
                : promotion.flatMap(OperationRecord::startedAt);
    }

    private static Duration notNegative(Duration length) {
        return length.isNegative() ? Duration.ZERO : length;
    }
}
