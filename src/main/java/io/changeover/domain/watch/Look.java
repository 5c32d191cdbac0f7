package io.changeover.domain.watch;

import io.changeover.domain.plan.Dataset;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.replication.Lag;
import io.changeover.domain.site.SiteId;
import io.changeover.domain.watch.Sight.What;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that was seen of a plan in one look.
 *
 * @param active the site that serves, as the plan's status has it
 * @param at when the look ended
 */
public record Look(ProtectionPlan plan, SiteId active, Instant at, List<Sight> sights) {
    private static final Comparator<SiteId> BY_NAME = Comparator.comparing(SiteId::value);

    public Look {
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(active, "active");
        Objects.requireNonNull(at, "at");
        sights = List.copyOf(sights);
    }

    /** What was seen of that sort. */
    public Stream<Sight> of(What what) {
        return sights.stream().filter(sight -> sight.what() == what);
    }

    /** What was seen of one thing, at whichever site. */
    public Stream<Sight> of(What what, String name) {
        return of(what).filter(sight -> sight.name().equals(name));
    }

    /** The most that a dataset's lag may be: its own objective, or else the plan's. */
    public static Duration objective(ProtectionPlan plan, String dataset) {
        return plan.dataset(dataset)
                .flatMap(Dataset::rpo)
                .orElse(plan.objectives().rpo());
    }

    /** The age of a dataset's lag; empty where it is not known. */
    public Optional<Duration> age(String dataset) {
        return of(What.LAG, dataset).findFirst().map(Sight::lag).flatMap(Lag::age);
    }

    /** Whether every dataset was read as following within its objective. */
    public boolean allFollow() {
        return of(What.LAG)
                .allMatch(sight -> sight.found() == Found.FOLLOWS
                        && sight.lag()
                                .age()
                                .filter(age -> age.compareTo(objective(plan, sight.name())) <= 0)
                                .isPresent());
    }

    /** The sites that serve: where a dataset takes writes, or, in a plan without roles, where an instance runs. */
    public Set<SiteId> activeSites() {
        return serving().map(Sight::site).collect(Collectors.toCollection(() -> new TreeSet<>(BY_NAME)));
    }

    /** Whether the same thing serves at both sites; different things at different sites are a service in parts. */
    boolean servesTwice() {
        return serving().map(Sight::name).distinct().count() < serving().count();
    }

    /** What makes those sites serve. */
    Stream<Sight> serving() {
        return deciding().filter(sight -> sight.found() == Found.PRIMARY || sight.found() == Found.RUNNING);
    }

    /** Whether all was read that tells which sites serve. */
    public boolean allRead() {
        return deciding().allMatch(Sight::known) && deciding().findAny().isPresent();
    }

    private Stream<Sight> deciding() {
        return of(of(What.ROLE).findAny().isPresent() ? What.ROLE : What.INSTANCE);
    }

    /** Whether an alarm's subject was seen well enough to say that it is not so any more. */
    boolean settles(Alarm alarm) {
        return switch (alarm.code()) {
            case LAG_ABOVE_RPO, LAG_NEAR_RPO, STANDBY_LOST ->
                of(What.LAG, alarm.subject())
                        .allMatch(sight -> sight.known() && sight.lag().age().isPresent());
            case INSTANCE_NOT_SERVING -> of(What.INSTANCE, alarm.subject()).allMatch(Sight::known);
            case NONE_ACTIVE -> !activeSites().isEmpty();
            case TWO_ACTIVE, ACTIVE_ELSEWHERE -> allRead();
            case LAG_UNKNOWN, HOST_UNREACHABLE, SITE_UNREACHABLE -> true;
        };
    }
}
