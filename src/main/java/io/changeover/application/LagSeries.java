package io.changeover.application;

import io.changeover.application.port.WatchStore.Sample;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.replication.Lag;
import io.changeover.domain.watch.Look;
import io.changeover.domain.watch.Sight;
import io.changeover.domain.watch.Sight.What;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Thins the lags of a plan to what is worth keeping: a value holds until the next one, so that one is kept where it has
 * changed, and once a minute. The last one before a silence is kept in any case: it is all that will be known of what was lost. Used by one thread at a time.
 */
final class LagSeries {
    private static final Duration AT_LEAST = Duration.ofMinutes(1);
    /** A change of less than that part of the objective is none. */
    private static final double PART = 0.05;

    private final PlanId plan;
    private final Map<String, Sample> last = new HashMap<>();
    /** Of the look before, kept or not. */
    private final Map<String, Sample> seen = new HashMap<>();

    LagSeries(PlanId plan) {
        this.plan = plan;
    }

    /** The samples of a look that are to be kept. */
    List<Sample> of(Look look) {
        List<Sample> kept = new ArrayList<>();
        look.of(What.LAG).forEach(sight -> {
            Sample sample = new Sample(plan, sight.name(), look.at(), sight.lag());
            Sample before = seen.put(sight.name(), sample);
            if (before != null && !before.equals(last.get(sight.name())) && isLost(before.lag(), sample.lag())) {
                kept.add(before);
            }
            if (isWorth(sample, sight, Look.objective(look.plan(), sight.name()))) {
                last.put(sight.name(), sample);
                kept.add(sample);
            }
        });
        return kept;
    }

    /** Whether something that was known is known no more. */
    private static boolean isLost(Lag before, Lag now) {
        return before.bytes().isPresent() && now.bytes().isEmpty()
                || before.age().isPresent() && now.age().isEmpty();
    }

    private boolean isWorth(Sample sample, Sight sight, Duration objective) {
        Sample before = last.get(sight.name());
        if (before == null || !sample.at().isBefore(before.at().plus(AT_LEAST))) {
            return true;
        }
        return changed(before.lag(), sample.lag(), objective);
    }

    private static boolean changed(Lag before, Lag now, Duration objective) {
        Optional<Duration> was = before.age();
        Optional<Duration> is = now.age();
        if (was.isPresent() != is.isPresent()
                || before.bytes().isPresent() != now.bytes().isPresent()) {
            return true;
        }
        if (is.isPresent()) {
            return Math.abs(is.get().toMillis() - was.orElseThrow().toMillis()) > PART * objective.toMillis();
        }
        return now.bytes().isPresent()
                && now.bytes().getAsLong() != before.bytes().orElseThrow();
    }
}
