package io.changeover.report;

import io.changeover.domain.plan.Check;
import io.changeover.domain.plan.Drill;
import io.changeover.domain.plan.Placement;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.site.HostId;
import io.changeover.domain.site.HostSpec;
import io.changeover.domain.site.SiteId;
import io.changeover.report.PlanDefinition.Part;
import io.changeover.report.PlanDefinition.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Lists what a plan is made of: hosts first, then members in the order in which they start. */
final class PlanParts {
    private final ProtectionPlan plan;
    private final List<Part> parts = new ArrayList<>();

    private PlanParts(ProtectionPlan plan) {
        this.plan = plan;
    }

    static List<Part> of(ProtectionPlan plan) {
        return new PlanParts(plan).all();
    }

    private List<Part> all() {
        plan.hosts().values().forEach(this::host);
        plan.groups()
                .forEach(group -> group.instances()
                        .forEach(one -> places(
                                Type.INSTANCE,
                                one.name(),
                                group.name(),
                                one.connector(),
                                one.placements(),
                                one.checks())));
        plan.datasets()
                .forEach(one -> places(
                        Type.DATASET,
                        one.name(),
                        one.consistency().orElse(""),
                        one.connector(),
                        one.placements(),
                        List.of()));
        plan.routes()
                .forEach(one -> places(Type.ROUTE, one.name(), "", one.connector(), one.placements(), one.checks()));
        plan.hooks()
                .forEach(one -> places(
                        Type.HOOK,
                        one.name(),
                        one.at().wireName() + one.group().map(" "::concat).orElse(""),
                        one.connector(),
                        one.placements(),
                        List.of()));
        plan.fencing()
                .methods()
                .forEach(one -> places(Type.FENCING, one.name(), "", one.connector(), one.placements(), List.of()));
        plan.witnesses()
                .forEach(one -> places(Type.WITNESS, one.name(), "", one.connector(), one.placements(), List.of()));
        plan.drill().instances().forEach((name, one) -> drill(name, "instance", one));
        plan.drill().datasets().forEach((name, one) -> drill(name, "dataset", one));
        return List.copyOf(parts);
    }

    private void host(HostSpec host) {
        parts.add(new Part(
                Type.HOST,
                host.id().value(),
                "",
                host.ssh().isEmpty() ? "" : "ssh",
                host.site().map(SiteId::value).orElse(""),
                host.address(),
                words(host.ssh()),
                List.of()));
    }

    private void drill(String name, String what, Drill.Member member) {
        places(Type.DRILL, name, what, "", member.placements(), member.checks());
    }

    private void places(
            Type type,
            String name,
            String group,
            String connector,
            Map<SiteId, Placement> placements,
            List<Check> checks) {
        List<String> asked = checks.stream().map(PlanParts::words).toList();
        for (SiteId site : plan.sites().keySet()) {
            Placement place = placements.get(site);
            if (place != null) {
                parts.add(part(type, name, group, connector, site, place, asked));
            }
        }
    }

    private static Part part(
            Type type, String name, String group, String connector, SiteId site, Placement place, List<String> asked) {
        return new Part(
                type,
                name,
                group,
                connector,
                site.value(),
                place.host().map(HostId::value).orElse(""),
                words(place.settings()),
                asked);
    }

    private static Map<String, String> words(Map<String, Object> settings) {
        Map<String, String> words = new TreeMap<>();
        settings.forEach((name, value) -> words.put(name, String.valueOf(value)));
        return words;
    }

    private static String words(Check check) {
        String settings = new TreeMap<>(check.settings())
                .entrySet().stream()
                        .map(one -> one.getKey() + " " + one.getValue())
                        .collect(Collectors.joining(", "));
        return "%s: %s; %s, every %s, within %s"
                .formatted(
                        check.connector(),
                        settings,
                        check.times() == 1 ? "once" : check.times() + " times in a row",
                        Wording.brief(check.every()),
                        Wording.brief(check.within()));
    }
}
