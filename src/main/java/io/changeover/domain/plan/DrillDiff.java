package io.changeover.domain.plan;

import io.changeover.connector.spi.Kind;
import io.changeover.domain.plan.PlanChange.Code;
import io.changeover.domain.plan.PlanChange.Severity;
import io.changeover.domain.site.SiteId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is different in effect between the drills of two plans. What a drill takes over was said of the member itself. */
final class DrillDiff {
    private final ProtectionPlan before;
    private final ProtectionPlan after;
    private final Defaults defaults;
    private final ChangeList changes;

    DrillDiff(ProtectionPlan before, ProtectionPlan after, Defaults defaults, ChangeList changes) {
        this.before = before;
        this.after = after;
        this.defaults = defaults;
        this.changes = changes;
    }

    void all() {
        Drill was = before.drill();
        Drill is = after.drill();
        value("limit", Severity.NORMAL, was.limit(), is.limit());
        boolean rarer = is.every().compareTo(was.every()) > 0;
        value("every", rarer ? Severity.DANGEROUS : Severity.NORMAL, was.every(), is.every());
        value("folder", Severity.NORMAL, was.folder().orElse(null), is.folder().orElse(null));
        members("instance", own(was.instances(), before, false), own(is.instances(), after, false));
        members("dataset", own(was.datasets(), before, true), own(is.datasets(), after, true));
    }

    /** The members with what they have of their own in a drill; a dataset with all its instance's has nothing. */
    private static Map<String, Drill.Member> own(Map<String, Drill.Member> members, ProtectionPlan plan, boolean data) {
        Map<String, Drill.Member> own = new LinkedHashMap<>();
        members.forEach((name, member) -> {
            boolean taken = data
                    && plan.drill().instances().values().stream()
                            .anyMatch(owner -> owner.placements().equals(member.placements()));
            Map<SiteId, Placement> usual = data
                    ? plan.dataset(name).map(Dataset::placements).orElse(Map.of())
                    : plan.instance(name).map(Instance::placements).orElse(Map.of());
            Map<SiteId, Placement> places = new LinkedHashMap<>();
            member.placements().forEach((site, place) -> {
                Map<String, Object> settings = new LinkedHashMap<>(place.settings());
                Optional.ofNullable(usual.get(site))
                        .ifPresent(one ->
                                settings.entrySet().removeAll(one.settings().entrySet()));
                places.put(site, new Placement(Optional.empty(), taken ? Map.of() : settings));
            });
            own.put(name, new Drill.Member(places, member.checks()));
        });
        return own;
    }

    private void value(String name, Severity severity, @Nullable Object was, @Nullable Object is) {
        if (!Objects.equals(was, is)) {
            changes.value(Code.DRILL_CHANGED, severity, "drill." + name, "drills: '" + name + "'", was, is);
        }
    }

    private void members(String kind, Map<String, Drill.Member> was, Map<String, Drill.Member> is) {
        was.forEach((name, old) -> {
            String path = path(kind, name);
            String words = "the drill of %s %s".formatted(kind, name);
            Drill.Member now = is.get(name);
            if (now == null && has(after, kind, name)) {
                changes.lost(Code.DRILL_REMOVED, path, words + " is gone: drills leave it out");
            } else if (now != null) {
                new PlaceDiff(defaults, changes)
                        .between(path, words, settled(before, kind, name, old), settled(after, kind, name, now));
                new CheckDiff(path, words, defaults, changes).between(old.checks(), now.checks());
            }
        });
        is.keySet().stream()
                .filter(name -> !was.containsKey(name) && has(before, kind, name))
                .forEach(name -> changes.added(
                        Code.DRILL_ADDED, path(kind, name), "%s %s is part of drills".formatted(kind, name)));
    }

    private static PlaceDiff.Settled settled(ProtectionPlan plan, String kind, String name, Drill.Member member) {
        boolean data = kind.equals("dataset");
        String connector = data
                ? plan.dataset(name).map(Dataset::connector).orElse("")
                : plan.instance(name).map(Instance::connector).orElse("");
        return new PlaceDiff.Settled(connector, data ? Kind.DATASET : Kind.INSTANCE, member.placements());
    }

    /** Of a member that goes or comes that was said, and its drill goes or comes with it. */
    private static boolean has(ProtectionPlan plan, String kind, String name) {
        return kind.equals("dataset")
                ? plan.dataset(name).isPresent()
                : plan.instance(name).isPresent();
    }

    private static String path(String kind, String name) {
        return "%ss.%s.drill".formatted(kind, name);
    }
}
