package io.changeover.domain.watch;

import io.changeover.domain.plan.Dataset;
import io.changeover.domain.site.HostSpec;
import io.changeover.domain.site.SiteId;
import io.changeover.domain.watch.Sight.What;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what is wrong in one look. Knows nothing of earlier looks. */
final class Conditions {
    /** A lag of that part of its objective is a warning. */
    private static final double NEAR = 0.75;

    private static final Duration NEAR_FOR = Duration.ofMinutes(5);

    private final Look look;
    private final Duration grace;
    private final Duration twoMore;
    private final List<Condition> found = new ArrayList<>();

    private Conditions(Look look) {
        this.look = look;
        this.grace = look.plan().watch().grace();
        this.twoMore = look.plan().watch().every().multipliedBy(2);
    }

    /** Everything that is wrong, the worst first. */
    static List<Condition> of(Look look) {
        Conditions conditions = new Conditions(look);
        conditions.sites();
        look.plan().datasets().forEach(conditions::lag);
        conditions.reachability();
        conditions.instances();
        return List.copyOf(conditions.found);
    }

    private void sites() {
        Set<SiteId> active = look.activeSites();
        String plan = look.plan().id().value();
        String what = look.serving()
                .map(sight -> "%s is %s at %s".formatted(sight.name(), word(sight.found()), sight.site()))
                .collect(Collectors.joining(", "));
        if (look.servesTwice()) {
            add(AlarmCode.TWO_ACTIVE, plan, Duration.ZERO, "both sites serve: " + what);
        } else if (active.size() > 1 && look.allRead()) {
            add(AlarmCode.ACTIVE_ELSEWHERE, plan, twoMore, "the service is active in parts: " + what);
        } else if (active.isEmpty() && look.allRead()) {
            add(AlarmCode.NONE_ACTIVE, plan, grace, "both sites were read, and none serves");
        } else if (active.size() == 1 && !active.contains(look.active()) && look.allRead()) {
            SiteId there = active.iterator().next();
            add(
                    AlarmCode.ACTIVE_ELSEWHERE,
                    plan,
                    twoMore,
                    "the service was read as active at %s, not at %s".formatted(there, look.active()));
        }
    }

    private static String word(Found found) {
        return found == Found.PRIMARY ? "primary" : "running";
    }

    private void lag(Dataset dataset) {
        String name = dataset.name();
        Optional<Sight> seen = look.of(What.LAG, name).findFirst();
        if (seen.isEmpty()) {
            return;
        }
        Sight sight = seen.get();
        Duration objective = Look.objective(look.plan(), name);
        Optional<Duration> age = sight.lag().age();
        if (sight.found() == Found.LOST) {
            add(
                    AlarmCode.STANDBY_LOST,
                    name,
                    twoMore,
                    "the replication of %s is not as it should be: %s".formatted(name, sight.words()));
        }
        if (age.isEmpty() && sight.found() != Found.LOST) {
            add(AlarmCode.LAG_UNKNOWN, name, grace, "the lag of %s is unknown: %s".formatted(name, sight.words()));
        }
        age.filter(one -> one.compareTo(objective) > 0)
                .ifPresent(one -> add(
                        AlarmCode.LAG_ABOVE_RPO,
                        name,
                        Duration.ZERO,
                        "%s is %d ms behind, wanted at most %d ms"
                                .formatted(name, one.toMillis(), objective.toMillis())));
        age.filter(one -> one.toMillis() > NEAR * objective.toMillis())
                .ifPresent(one -> add(
                        AlarmCode.LAG_NEAR_RPO,
                        name,
                        NEAR_FOR,
                        "%s is %d ms behind, near its limit of %d ms"
                                .formatted(name, one.toMillis(), objective.toMillis())));
    }

    private void reachability() {
        for (SiteId site : look.plan().sites().keySet()) {
            List<Sight> there = seenAt(site).toList();
            if (!there.isEmpty() && there.stream().noneMatch(Sight::known)) {
                add(
                        AlarmCode.SITE_UNREACHABLE,
                        site.value(),
                        twoMore,
                        "nothing of site %s answers: %s"
                                .formatted(site, there.get(0).words()));
            }
        }
        look.of(What.HOST)
                .filter(sight -> !sight.known())
                .forEach(sight -> add(
                        AlarmCode.HOST_UNREACHABLE,
                        sight.name(),
                        twoMore,
                        "host %s does not answer: %s".formatted(sight.name(), sight.words())));
    }

    /** What one side says by itself; hosts of no site are nobody's. */
    private Stream<Sight> seenAt(SiteId site) {
        return look.sights().stream()
                .filter(sight -> sight.what() != What.LAG && sight.site().equals(site))
                .filter(sight -> sight.what() != What.HOST || standsIn(sight.name(), site));
    }

    private boolean standsIn(String host, SiteId site) {
        return look.plan().hosts().values().stream()
                .filter(one -> one.id().value().equals(host))
                .map(HostSpec::site)
                .anyMatch(Optional.of(site)::equals);
    }

    private void instances() {
        look.of(What.INSTANCE)
                .filter(sight -> sight.found() == Found.STOPPED && sight.site().equals(look.active()))
                .forEach(sight -> add(
                        AlarmCode.INSTANCE_NOT_SERVING,
                        sight.name(),
                        twoMore,
                        "%s does not run at %s: %s".formatted(sight.name(), sight.site(), sight.words())));
    }

    private void add(AlarmCode code, String subject, Duration patience, String sentence) {
        found.add(new Condition(code, subject, patience, sentence));
    }
}
