package io.changeover.application;

import io.changeover.application.port.PlanStore;
import io.changeover.application.port.WatchStore;
import io.changeover.application.port.WatchStore.Sample;
import io.changeover.domain.plan.Hold;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.watch.Alarm;
import io.changeover.domain.watch.Look;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the watch knows of a plan, for those who ask. */
public final class PlanWatch {
    private static final int MOST_SAMPLES = 20_000;
    private static final int MOST_ALARMS = 200;

    private final PlanStore store;
    private final Plans plans;
    private final WatchStore watch;
    private final Holds holds;
    private final Clock clock;

    public PlanWatch(PlanStore store, Plans plans, WatchStore watch, Holds holds, Clock clock) {
        this.store = store;
        this.plans = plans;
        this.watch = watch;
        this.holds = holds;
        this.clock = clock;
    }

    /**
     * A plan as it was seen last.
     *
     * @param look empty where nobody has looked yet
     */
    public record Seen(
            PlanStatus status,
            ProtectionPlan plan,
            Optional<Look> look,
            Optional<String> node,
            List<Alarm> alarms,
            Optional<Hold> maintenance,
            Optional<Hold> freeze,
            Optional<Hold> coolDown) {}

    /** The plan as it was seen last, if there is such a plan. */
    public Optional<Seen> seen(PlanId id) {
        return store.find(id).map(status -> {
            ProtectionPlan plan = plans.version(id, status.version());
            Optional<WatchStore.Now> now = watch.now(id);
            return new Seen(
                    status,
                    plan,
                    now.map(one -> new Look(plan, status.activeSite(), one.at(), one.sights())),
                    now.map(WatchStore.Now::node),
                    watch.open(id),
                    holds.maintenance(id),
                    holds.freeze(),
                    holds.coolDown(id));
        });
    }

    /**
     * The lags of a plan's datasets from that long ago until now, oldest first.
     *
     * @param dataset only this one, if given
     * @param points at most so many of each dataset; of those that fall together the worst is kept
     */
    public List<Sample> series(PlanId plan, Optional<String> dataset, Duration since, int points) {
        Instant from = clock.instant().minus(since);
        Map<String, List<Sample>> series = new LinkedHashMap<>();
        watch.series(plan, dataset, from, MOST_SAMPLES)
                .forEach(one -> series.computeIfAbsent(one.dataset(), key -> new ArrayList<>())
                        .add(one));
        return series.values().stream()
                .flatMap(one -> thinned(one, from, since, points).stream())
                .toList();
    }

    private static List<Sample> thinned(List<Sample> all, Instant from, Duration since, int points) {
        if (all.size() <= points) {
            return all;
        }
        Map<Long, Sample> worst = new LinkedHashMap<>();
        long slot = Math.max(1, since.toMillis() / points);
        for (Sample one : all) {
            worst.merge(Duration.between(from, one.at()).toMillis() / slot, one, PlanWatch::worse);
        }
        return List.copyOf(worst.values());
    }

    /** What is not known is worse than any lag. */
    private static Sample worse(Sample one, Sample other) {
        if (one.lag().age().isEmpty()) {
            return one;
        }
        Optional<Duration> age = other.lag().age();
        return age.isEmpty() || age.get().compareTo(one.lag().age().get()) > 0 ? other : one;
    }

    /** The alarms of all plans that are not over, oldest first. */
    public List<Alarm> open() {
        return watch.open();
    }

    /** The newest alarms of a plan, newest first; one that is not over may be older than these. */
    public List<Alarm> alarms(PlanId plan) {
        return watch.alarms(plan, MOST_ALARMS);
    }
}
