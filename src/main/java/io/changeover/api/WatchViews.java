package io.changeover.api;

import io.changeover.api.model.AlarmView;
import io.changeover.api.model.HoldView;
import io.changeover.api.model.LagView;
import io.changeover.api.model.SightView;
import io.changeover.api.model.WatchView;
import io.changeover.application.PlanWatch;
import io.changeover.application.port.WatchStore.Sample;
import io.changeover.domain.plan.Hold;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.replication.Lag;
import io.changeover.domain.site.SiteId;
import io.changeover.domain.watch.Alarm;
import io.changeover.domain.watch.Look;
import io.changeover.domain.watch.Sight;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the watch knows, as the wire shows it. */
final class WatchViews {
    private WatchViews() {}

    static WatchView of(PlanWatch.Seen seen) {
        List<Sight> sights = seen.look().map(Look::sights).orElse(List.of());
        return new WatchView(
                seen.status().id().value(),
                seen.status().state().name(),
                seen.status().note(),
                seen.status().activeSite().value(),
                seen.look().map(Look::at).orElse(null),
                seen.node().orElse(null),
                seen.look().stream()
                        .flatMap(look -> look.activeSites().stream())
                        .map(SiteId::value)
                        .toList(),
                sights.stream()
                        .filter(one -> one.what() == Sight.What.LAG)
                        .map(one -> lag(one, seen.plan()))
                        .toList(),
                sights.stream()
                        .filter(one -> one.what() != Sight.What.LAG)
                        .map(WatchViews::sight)
                        .toList(),
                seen.alarms().stream().map(WatchViews::alarm).toList(),
                seen.maintenance().map(WatchViews::hold).orElse(null),
                seen.freeze().map(WatchViews::hold).orElse(null),
                seen.coolDown().map(WatchViews::hold).orElse(null),
                seen.plan().trigger().mode().wireName());
    }

    private static SightView sight(Sight one) {
        return new SightView(
                one.what().name(), one.name(), one.site().value(), one.found().name(), one.words(), one.at());
    }

    private static LagView lag(Sight one, ProtectionPlan plan) {
        return new LagView(
                one.name(),
                one.at(),
                bytes(one.lag()),
                one.lag().age().map(Duration::toMillis).orElse(null),
                Look.objective(plan, one.name()).toMillis(),
                one.found().name(),
                one.words());
    }

    static LagView sample(Sample one, ProtectionPlan plan) {
        return new LagView(
                one.dataset(),
                one.at(),
                bytes(one.lag()),
                one.lag().age().map(Duration::toMillis).orElse(null),
                Look.objective(plan, one.dataset()).toMillis(),
                null,
                "");
    }

    private static @Nullable Long bytes(Lag lag) {
        return lag.bytes().isPresent() ? lag.bytes().getAsLong() : null;
    }

    static AlarmView alarm(Alarm alarm) {
        return new AlarmView(
                alarm.id(),
                alarm.plan().value(),
                alarm.code().name(),
                alarm.subject(),
                alarm.sentence(),
                alarm.raisedAt(),
                alarm.clearedAt().orElse(null));
    }

    static HoldView hold(Hold hold) {
        return new HoldView(
                hold.kind().name(),
                hold.plan().map(PlanId::value).orElse(null),
                hold.begunAt(),
                hold.begunBy(),
                hold.reason(),
                hold.until().orElse(null),
                hold.end().map(Hold.End::at).orElse(null),
                hold.end().map(Hold.End::by).orElse(null),
                hold.end().map(Hold.End::reason).orElse(null));
    }
}
