package io.changeover.planfile;

import static java.util.stream.Collectors.groupingBy;

import io.changeover.connector.spi.Kind;
import io.changeover.planfile.Part.Entry;
import io.changeover.planfile.Part.Mapping;
import io.changeover.planfile.Part.Text;
import io.changeover.planfile.Shape.Connected;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold between the parts of a plan file. Looks past what the shapes have already refused. */
final class PlanRules {
    private static final List<String> KEYS = List.of(
            "name",
            "connector",
            "check",
            "checks",
            "host",
            "instance",
            "rpo",
            "parallel",
            "at",
            "group",
            "policy",
            "required",
            "within",
            "consistency",
            Connected.DRILL);

    private final Mapping root;
    private final Members members;
    private final Catalogue catalogue;
    private final Problems problems;

    PlanRules(Mapping root, Members members, Catalogue catalogue, Problems problems) {
        this.root = root;
        this.members = members;
        this.catalogue = catalogue;
        this.problems = problems;
    }

    void check() {
        sites();
        hosts();
        unique("group", members.groups());
        unique("instance", members.instances());
        unique("dataset", root.mappings("datasets"));
        unique("route", root.mappings("routes"));
        routesAreNoInstances();
        unique("hook", root.mappings("hooks"));
        MemberRules each = new MemberRules(members, problems);
        members.instances().forEach(instance -> each.check(Kind.INSTANCE, instance));
        root.mappings("datasets").forEach(dataset -> each.check(Kind.DATASET, dataset));
        root.mappings("routes").forEach(route -> each.check(Kind.ROUTE, route));
        HookRules ofHooks = new HookRules(members, problems);
        root.mappings("hooks").forEach(hook -> {
            each.check(Kind.HOOK, hook);
            ofHooks.check(hook);
        });
        new FencingRules(members, problems).check(root.mappings("fencing"), each);
        unique("fencing method", root.mappings("fencing"));
        WitnessRules ofWitnesses = new WitnessRules(members, problems);
        unique("witness", root.mappings(PlanShape.WITNESSES));
        root.mappings(PlanShape.WITNESSES).forEach(witness -> {
            each.check(Kind.VANTAGE, witness);
            ofWitnesses.check(witness);
        });
        consistency();
        new DrillRules(root, members, problems).check();
        unique("receiver", root.mappings(PlanShape.NOTIFY));
        new ReceiverRules(problems).check(root.mappings(PlanShape.NOTIFY));
        window();
        new TriggerRules(root, members, problems).check();
    }

    /** Their checks are asked by the name of what they belong to. */
    private void routesAreNoInstances() {
        for (Mapping route : root.mappings("routes")) {
            route.text("name")
                    .filter(name -> members.instanceNames().contains(name.value()))
                    .ifPresent(name ->
                            problems.add(name.place(), "route %s has the name of an instance".formatted(name.words())));
        }
    }

    /** One dataset alone is consistent with nothing: most often its group's name is misspelt. */
    private void consistency() {
        Map<String, List<Mapping>> groups = root.mappings("datasets").stream()
                .filter(dataset -> dataset.text("consistency").isPresent())
                .collect(groupingBy(
                        dataset -> dataset.text("consistency").orElseThrow().value()));
        groups.forEach((name, datasets) -> {
            if (datasets.size() < 2) {
                Text only = datasets.get(0).text("consistency").orElseThrow();
                List<String> others = groups.keySet().stream()
                        .filter(other -> !other.equals(name))
                        .toList();
                problems.add(
                        only.place(),
                        "consistency group %s has one dataset, at least two are wanted%s"
                                .formatted(only.words(), others.isEmpty() ? "" : Nearest.hint(name, others)));
            }
        });
    }

    private void sites() {
        root.mapping("sites").ifPresent(sites -> {
            preferred(sites);
            for (Entry site : sites.all()) {
                if (KEYS.contains(site.key()) || catalogue.settingNames().contains(site.key())) {
                    problems.add(
                            site.place(),
                            "a site cannot be named '%s': that is the name of a setting".formatted(site.key()));
                }
            }
        });
    }

    private void preferred(Mapping sites) {
        List<Mapping> preferred = sites.entries().keySet().stream()
                .flatMap(name -> sites.mapping(name).stream())
                .filter(site -> "true".equals(site.value("preferred")))
                .toList();
        if (preferred.isEmpty() && sites.entries().size() > 0) {
            problems.add(sites.place(), "one site must say 'preferred: true', found none");
        }
        preferred.stream()
                .skip(1)
                .forEach(site -> problems.add(
                        site.find("preferred").map(Part::place).orElse(site.place()),
                        "only one site can be preferred; the first is in line %d"
                                .formatted(preferred.get(0).place().line())));
    }

    private void hosts() {
        List<String> sites = members.sites();
        for (String name : members.hosts()) {
            members.host(name).flatMap(host -> host.text("site")).ifPresent(site -> {
                if (!sites.contains(site.value())) {
                    problems.add(
                            site.place(),
                            "unknown site %s%s".formatted(site.words(), Nearest.hint(site.value(), sites)));
                }
            });
        }
        new JumpRules(members, problems).check();
    }

    private void unique(String what, List<Mapping> named) {
        Map<String, Text> first = new HashMap<>();
        for (Mapping one : named) {
            one.text("name").ifPresent(name -> {
                Text earlier = first.putIfAbsent(name.value(), name);
                if (earlier != null) {
                    problems.add(
                            name.place(),
                            "there are two %s named %s; the first is in line %d"
                                    .formatted(
                                            what.endsWith("s") ? what + "es" : what + "s",
                                            name.words(),
                                            earlier.place().line()));
                }
            });
        }
    }

    private void window() {
        root.mapping("window").ifPresent(window -> {
            window.text("zone").ifPresent(this::zone);
            window.text("to").ifPresent(to -> {
                if (to.value().equals(window.value("from"))) {
                    problems.add(
                            to.place(), "the window begins and ends at %s: it has no length".formatted(to.value()));
                }
            });
        });
    }

    private void zone(Text zone) {
        try {
            ZoneId.of(zone.value());
        } catch (DateTimeException e) {
            Set<String> zones = ZoneId.getAvailableZoneIds();
            String guess = Nearest.to(zone.value(), zones)
                    .map(name -> "; did you mean '" + name + "'?")
                    .orElse("; allowed are names such as Europe/Berlin or UTC");
            problems.add(zone.place(), "unknown time zone " + zone.words() + guess);
        }
    }
}
