package io.changeover.domain.plan;

import io.changeover.connector.spi.Kind;
import io.changeover.domain.plan.PlanChange.Code;
import io.changeover.domain.plan.PlanChange.Severity;
import io.changeover.domain.site.SiteId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What is different in effect between the groups, instances, datasets and routes of two plans. */
final class MemberDiff {
    private final ProtectionPlan before;
    private final ProtectionPlan after;
    private final Defaults defaults;
    private final ChangeList changes;
    private final PlaceDiff places;

    MemberDiff(ProtectionPlan before, ProtectionPlan after, Defaults defaults, ChangeList changes) {
        this.before = before;
        this.after = after;
        this.defaults = defaults;
        this.changes = changes;
        this.places = new PlaceDiff(defaults, changes);
    }

    /** A member with its group, where it has one. */
    private record Member(
            String kind,
            String group,
            String name,
            String connector,
            Map<SiteId, Placement> placements,
            List<Check> checks) {
        PlaceDiff.Settled settled() {
            Kind of = kind.equals("witness") ? Kind.VANTAGE : Kind.valueOf(kind.toUpperCase(Locale.ROOT));
            return new PlaceDiff.Settled(connector, of, placements);
        }

        String words() {
            return kind + " " + name;
        }

        String left() {
            return switch (kind) {
                case "hook" -> "do not call it";
                case "witness" -> "do not ask it";
                default -> "leave it where it is";
            };
        }

        String path() {
            return switch (kind) {
                case "instance" -> "groups.%s.%s".formatted(group, name);
                case "witness" -> "witnesses." + name;
                default -> "%ss.%s".formatted(kind, name);
            };
        }
    }

    void all() {
        groups();
        members(instances(before), instances(after));
        members(datasets(before), datasets(after));
        for (Dataset was : before.datasets()) {
            after.dataset(was.name()).ifPresent(is -> lag(was, is));
        }
        members(routes(before), routes(after));
        members(hooks(before), hooks(after));
        for (Hook was : before.hooks()) {
            after.hook(was.name()).ifPresent(is -> hook(was, is));
        }
        members(witnesses(before), witnesses(after));
    }

    private void groups() {
        for (Group was : before.groups()) {
            String path = "groups." + was.name();
            Optional<Group> is = after.group(was.name());
            if (is.isEmpty()) {
                changes.lost(Code.GROUP_REMOVED, path, "the group %s is gone".formatted(was.name()));
            } else if (was.parallel() != is.get().parallel()) {
                changes.value(
                        Code.GROUP_PARALLEL_CHANGED,
                        Severity.NORMAL,
                        path + ".parallel",
                        "group %s: 'parallel'".formatted(was.name()),
                        was.parallel(),
                        is.get().parallel());
            }
        }
        for (Group is : after.groups()) {
            if (before.group(is.name()).isEmpty()) {
                changes.added(
                        Code.GROUP_ADDED,
                        "groups." + is.name(),
                        "the group %s is new; groups start in the order %s".formatted(is.name(), after.startOrder()));
            }
        }
        List<String> was = new ArrayList<>(before.startOrder());
        List<String> is = new ArrayList<>(after.startOrder());
        was.retainAll(after.startOrder());
        is.retainAll(before.startOrder());
        if (!was.equals(is)) {
            changes.value(
                    Code.GROUP_ORDER_CHANGED,
                    Severity.DANGEROUS,
                    "groups",
                    "the order in which groups start (and stop, in reverse)",
                    was,
                    is);
        }
    }

    private void members(Map<String, Member> was, Map<String, Member> is) {
        was.forEach((name, old) -> {
            Member now = is.get(name);
            if (now == null) {
                changes.lost(
                        Code.MEMBER_REMOVED, old.path(), "the %s is gone: runs %s".formatted(old.words(), old.left()));
            } else {
                member(old, now);
            }
        });
        is.forEach((name, now) -> {
            if (!was.containsKey(name)) {
                String where = now.group().isEmpty() ? "" : " in group " + now.group();
                changes.added(
                        Code.MEMBER_ADDED,
                        now.path(),
                        "the %s is new%s, handled by %s".formatted(now.words(), where, now.connector()));
            }
        });
    }

    private void member(Member was, Member is) {
        if (!was.group().equals(is.group())) {
            changes.value(
                    Code.MEMBER_REGROUPED,
                    Severity.DANGEROUS,
                    is.path(),
                    is.words() + ": the group",
                    was.group(),
                    is.group());
        }
        if (!was.connector().equals(is.connector())) {
            changes.value(
                    Code.CONNECTOR_CHANGED,
                    Severity.DANGEROUS,
                    is.path() + ".connector",
                    is.words() + ": the connector",
                    was.connector(),
                    is.connector());
        }
        if (!takenOver(was, is)) {
            places.between(is.path(), is.words(), was.settled(), is.settled());
        }
        new CheckDiff(is.path(), is.words(), defaults, changes).between(was.checks(), is.checks());
    }

    /** A dataset that has its places from an instance changes with it, and that was said there. */
    private boolean takenOver(Member was, Member is) {
        return is.kind().equals("dataset")
                && before.groups().stream()
                        .flatMap(group -> group.instances().stream())
                        .filter(owner -> owner.placements().equals(was.placements()))
                        .anyMatch(owner -> after.instance(owner.name())
                                .filter(now -> now.placements().equals(is.placements()))
                                .isPresent());
    }

    private void lag(Dataset was, Dataset is) {
        if (!was.rpo().equals(is.rpo())) {
            boolean looser = is.rpo().isEmpty()
                    || was.rpo().isPresent()
                            && is.rpo().get().compareTo(was.rpo().get()) > 0;
            changes.value(
                    Code.LAG_CHANGED,
                    looser ? Severity.DANGEROUS : Severity.NORMAL,
                    "datasets." + is.name() + ".rpo",
                    "dataset %s: the lag allowed".formatted(is.name()),
                    was.rpo().orElse(null),
                    is.rpo().orElse(null));
        }
        if (!was.consistency().equals(is.consistency())) {
            changes.value(
                    Code.CONSISTENCY_CHANGED,
                    Severity.DANGEROUS,
                    "datasets." + is.name() + ".consistency",
                    "dataset %s: the consistency group".formatted(is.name()),
                    was.consistency().orElse(null),
                    is.consistency().orElse(null));
        }
    }

    private void hook(Hook was, Hook is) {
        String path = "hooks." + is.name();
        if (was.at() != is.at()) {
            changes.value(
                    Code.HOOK_CHANGED,
                    Severity.NORMAL,
                    path + ".at",
                    "hook %s: the moment".formatted(is.name()),
                    was.at().wireName(),
                    is.at().wireName());
        }
        if (was.policy() != is.policy()) {
            changes.value(
                    Code.HOOK_CHANGED,
                    was.policy() == HookPolicy.STOP ? Severity.DANGEROUS : Severity.NORMAL,
                    path + ".policy",
                    "hook %s: what follows from its failure".formatted(is.name()),
                    was.policy().wireName(),
                    is.policy().wireName());
        }
    }

    private static Map<String, Member> instances(ProtectionPlan plan) {
        Map<String, Member> members = new LinkedHashMap<>();
        for (Group group : plan.groups()) {
            for (Instance one : group.instances()) {
                members.put(
                        one.name(),
                        new Member(
                                "instance", group.name(), one.name(), one.connector(), one.placements(), one.checks()));
            }
        }
        return members;
    }

    private static Map<String, Member> datasets(ProtectionPlan plan) {
        return byName(plan.datasets().stream()
                .map(one -> new Member("dataset", "", one.name(), one.connector(), one.placements(), List.of())));
    }

    private static Map<String, Member> hooks(ProtectionPlan plan) {
        return byName(plan.hooks().stream()
                .map(one -> new Member(
                        "hook", one.group().orElse(""), one.name(), one.connector(), one.placements(), List.of())));
    }

    private static Map<String, Member> routes(ProtectionPlan plan) {
        return byName(plan.routes().stream()
                .map(one -> new Member("route", "", one.name(), one.connector(), one.placements(), one.checks())));
    }

    private static Map<String, Member> witnesses(ProtectionPlan plan) {
        return byName(plan.witnesses().stream()
                .map(one -> new Member("witness", "", one.name(), one.connector(), one.placements(), List.of())));
    }

    private static Map<String, Member> byName(Stream<Member> all) {
        Map<String, Member> members = new LinkedHashMap<>();
        all.forEach(one -> members.put(one.name(), one));
        return members;
    }
}
