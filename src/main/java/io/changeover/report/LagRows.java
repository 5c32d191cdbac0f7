package io.changeover.report;

import io.changeover.application.port.WatchStore.Sample;
import io.changeover.domain.plan.Dataset;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.report.Compliance.LagRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the lags of datasets. A value holds until the next one, but no longer than two minutes: they are kept every
 * minute, so that where none is there, nobody looked, and the lag was unknown.
 */
final class LagRows {
    private static final Duration HOLDS = Duration.ofMinutes(2);

    private LagRows() {}

    /**
     * One for each dataset of the plan.
     *
     * @param samples oldest first
     * @param end when the last value holds no longer, at the latest
     */
    static List<LagRow> of(ProtectionPlan plan, List<Sample> samples, Instant end) {
        return plan.datasets().stream()
                .map(one -> row(one, one.rpo().orElse(plan.objectives().rpo()), samples, end))
                .toList();
    }

    private static LagRow row(Dataset dataset, Duration objective, List<Sample> all, Instant end) {
        List<Sample> own =
                all.stream().filter(one -> one.dataset().equals(dataset.name())).toList();
        Duration above = Duration.ZERO;
        Duration unknown = Duration.ZERO;
        for (int i = 0; i < own.size(); i++) {
            Sample one = own.get(i);
            Instant next = i + 1 < own.size() ? own.get(i + 1).at() : end;
            Duration until = length(one.at(), next);
            Duration held = until.compareTo(HOLDS) > 0 ? HOLDS : until;
            Optional<Duration> age = one.lag().age();
            unknown = unknown.plus(age.isPresent() ? until.minus(held) : until);
            if (age.filter(lag -> lag.compareTo(objective) > 0).isPresent()) {
                above = above.plus(held);
            }
        }
        return new LagRow(dataset.name(), objective, first(own), worst(own), above, unknown);
    }

    private static Duration length(Instant from, Instant to) {
        return to.isAfter(from) ? Duration.between(from, to) : Duration.ZERO;
    }

    private static @Nullable Instant first(List<Sample> own) {
        return own.isEmpty() ? null : own.get(0).at();
    }

    private static @Nullable Duration worst(List<Sample> own) {
        return own.stream()
                .flatMap(one -> one.lag().age().stream())
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
