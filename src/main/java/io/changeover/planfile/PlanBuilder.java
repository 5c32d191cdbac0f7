package io.changeover.planfile;

import io.changeover.connector.spi.Durations;
import io.changeover.connector.spi.Field;
import io.changeover.connector.spi.Kind;
import io.changeover.domain.plan.ApprovalRule;
import io.changeover.domain.plan.Check;
import io.changeover.domain.plan.Dataset;
import io.changeover.domain.plan.Fencing;
import io.changeover.domain.plan.FencingMethod;
import io.changeover.domain.plan.Group;
import io.changeover.domain.plan.Hook;
import io.changeover.domain.plan.HookPoint;
import io.changeover.domain.plan.HookPolicy;
import io.changeover.domain.plan.Instance;
import io.changeover.domain.plan.Limits;
import io.changeover.domain.plan.Objectives;
import io.changeover.domain.plan.Placement;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.plan.Route;
import io.changeover.domain.plan.TriggerRule;
import io.changeover.domain.plan.WatchRule;
import io.changeover.domain.plan.Window;
import io.changeover.domain.plan.Witness;
import io.changeover.domain.run.RunType;
import io.changeover.domain.site.HostId;
import io.changeover.domain.site.HostSpec;
import io.changeover.domain.site.Site;
import io.changeover.domain.site.SiteId;
import io.changeover.planfile.Members.Setting;
import io.changeover.planfile.Part.Mapping;
import io.changeover.planfile.Part.Sequence;
import io.changeover.planfile.Part.Text;
import io.changeover.planfile.Shape.Structure;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Makes the plan from the parts of a file in which no mistake was found. */
final class PlanBuilder {
    private final Mapping root;
    private final Members members;
    private final Map<String, Structure> checkShapes;

    PlanBuilder(Mapping root, Members members, Map<String, Structure> checkShapes) {
        this.root = root;
        this.members = members;
        this.checkShapes = checkShapes;
    }

    ProtectionPlan plan() {
        Mapping objectives = root.mapping("objectives").orElseThrow();
        return new ProtectionPlan(
                new PlanId(Plain.text(root, "plan")),
                new Objectives(Plain.duration(objectives, "rpo", ""), Plain.duration(objectives, "rto", "")),
                sites(),
                hosts(),
                members.groups().stream().map(this::group).toList(),
                root.mappings("datasets").stream().map(this::dataset).toList(),
                root.mappings("routes").stream().map(this::route).toList(),
                root.mappings("hooks").stream().map(this::hook).toList(),
                fencing(),
                approvals(),
                root.mapping("window").map(PlanBuilder::window),
                root.mapping("limits").map(PlanBuilder::limits).orElse(Limits.DEFAULT),
                root.mappings(PlanShape.NOTIFY).stream()
                        .map(ReceiverBuilder::receiver)
                        .toList(),
                root.mappings(PlanShape.WITNESSES).stream().map(this::witness).toList(),
                root.mapping("watch").map(WatchShape::watch).orElse(WatchRule.DEFAULT),
                root.mapping(WatchShape.TRIGGER).map(WatchShape::trigger).orElse(TriggerRule.DEFAULT),
                new DrillBuilder(root, members, this).drill());
    }

    private Map<SiteId, Site> sites() {
        Map<SiteId, Site> sites = new LinkedHashMap<>();
        Mapping written = root.mapping("sites").orElseThrow();
        for (String name : members.sites()) {
            boolean preferred = Plain.flag(written.mapping(name).orElseThrow(), "preferred", false);
            sites.put(new SiteId(name), new Site(new SiteId(name), preferred));
        }
        return sites;
    }

    private Map<HostId, HostSpec> hosts() {
        Map<HostId, HostSpec> hosts = new LinkedHashMap<>();
        for (String name : members.hosts()) {
            Mapping host = members.host(name).orElseThrow();
            Map<String, Object> ssh = new LinkedHashMap<>();
            host.mapping("ssh")
                    .ifPresent(written -> written.all()
                            .forEach(entry -> ssh.put(
                                    entry.key(),
                                    Plain.value(
                                            entry.key().equals("port") ? Field.Type.PORT : Field.Type.TEXT,
                                            entry.value()))));
            Optional<SiteId> site = host.text("site").map(Text::value).map(SiteId::new);
            hosts.put(new HostId(name), new HostSpec(new HostId(name), site, Plain.text(host, "address"), ssh));
        }
        return hosts;
    }

    private Group group(Mapping group) {
        List<Instance> instances = group.mappings("instances").stream()
                .map(instance -> new Instance(
                        Plain.text(instance, "name"),
                        Plain.text(instance, "connector"),
                        placements(Kind.INSTANCE, instance),
                        checks(instance)))
                .toList();
        return new Group(
                Plain.text(group, "name"), Plain.number(group, "parallel", PlanShape.GROUP_PARALLEL), instances);
    }

    private Dataset dataset(Mapping dataset) {
        return new Dataset(
                Plain.text(dataset, "name"),
                Plain.text(dataset, "connector"),
                placements(Kind.DATASET, dataset),
                dataset.text("rpo").map(rpo -> Durations.parse(rpo.value())),
                dataset.text("consistency").map(Text::value));
    }

    private Route route(Mapping route) {
        return new Route(
                Plain.text(route, "name"),
                Plain.text(route, "connector"),
                placements(Kind.ROUTE, route),
                checks(route));
    }

    private Hook hook(Mapping hook) {
        return new Hook(
                Plain.text(hook, "name"),
                Stream.of(HookPoint.values())
                        .filter(point -> point.wireName().equals(hook.value("at")))
                        .findFirst()
                        .orElseThrow(),
                hook.text("group").map(Text::value),
                Stream.of(HookPolicy.values())
                        .filter(policy -> policy.wireName().equals(hook.value("policy")))
                        .findFirst()
                        .orElse(HookPolicy.STOP),
                Objects.requireNonNull(Members.connector(Kind.HOOK, hook)),
                placements(Kind.HOOK, hook));
    }

    private Fencing fencing() {
        List<FencingMethod> methods = root.mappings("fencing").stream()
                .map(method -> new FencingMethod(
                        Plain.text(method, "name"),
                        Plain.text(method, "connector"),
                        Plain.flag(method, "required", false),
                        Plain.duration(method, "within", FencingShape.WITHIN),
                        placements(Kind.FENCING, method)))
                .toList();
        ApprovalRule statement = root.mapping("approvals")
                .flatMap(approvals -> approvals.mapping(FencingShape.STATEMENT))
                .map(PlanBuilder::rule)
                .orElse(ApprovalRule.DEFAULT);
        return new Fencing(methods, statement);
    }

    private Witness witness(Mapping witness) {
        return new Witness(
                Plain.text(witness, "name"),
                Objects.requireNonNull(Members.connector(Kind.VANTAGE, witness)),
                placements(Kind.VANTAGE, witness));
    }

    private Map<SiteId, Placement> placements(Kind kind, Mapping member) {
        return placements(kind, member, site -> members.settings(kind, member, site));
    }

    /** Where a member is, with settings from elsewhere. */
    Map<SiteId, Placement> placements(Kind kind, Mapping member, Function<String, Map<String, Setting>> settingsAt) {
        Map<SiteId, Placement> placements = new LinkedHashMap<>();
        for (String site : members.sites(kind, member)) {
            Map<String, Object> settings = new LinkedHashMap<>();
            settingsAt
                    .apply(site)
                    .forEach((name, setting) ->
                            settings.put(name, Plain.value(setting.field().type(), setting.part())));
            Optional<HostId> host = Optional.ofNullable(members.host(kind, member, site))
                    .map(Text::value)
                    .map(HostId::new);
            placements.put(new SiteId(site), new Placement(host, settings));
        }
        return placements;
    }

    /** The checks that are written there. */
    List<Check> checks(Mapping member) {
        return Members.checks(member).stream().map(this::check).toList();
    }

    private Check check(Mapping check) {
        String connector = ShapeCheck.chosen(checkShapes, check).get(0);
        Map<String, Object> settings = new LinkedHashMap<>();
        for (Field field : members.fields(Kind.CHECK, connector)) {
            check.find(field.name()).ifPresent(part -> settings.put(field.name(), Plain.value(field.type(), part)));
        }
        return new Check(
                connector,
                settings,
                Plain.number(check, "times", PlanShape.CHECK_TIMES),
                Plain.duration(check, "every", PlanShape.CHECK_EVERY),
                Plain.duration(check, "within", PlanShape.CHECK_WITHIN));
    }

    private Map<RunType, ApprovalRule> approvals() {
        Map<RunType, ApprovalRule> rules = new EnumMap<>(RunType.class);
        root.mapping("approvals").ifPresent(written -> {
            for (RunType type : RunType.values()) {
                written.mapping(type.wireName()).ifPresent(rule -> rules.put(type, rule(rule)));
            }
        });
        return rules;
    }

    private static ApprovalRule rule(Mapping rule) {
        return new ApprovalRule(
                rule.text("group").map(Text::value).orElse(ApprovalRule.DEFAULT.group()),
                Plain.number(rule, "of", ApprovalRule.DEFAULT.of()),
                Plain.flag(rule, "notRequester", true));
    }

    private static Window window(Mapping window) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        if (window.find("days").orElseThrow() instanceof Sequence list) {
            list.items().forEach(day -> days.add(DayOfWeek.of(PlanShape.DAYS.indexOf(Plain.text(day)) + 1)));
        }
        return new Window(
                ZoneId.of(Plain.text(window, "zone")),
                days,
                LocalTime.parse(Plain.text(window, "from")),
                LocalTime.parse(Plain.text(window, "to")));
    }

    private static Limits limits(Mapping limits) {
        Limits usual = Limits.DEFAULT;
        return new Limits(
                Plain.number(limits, "parallel", usual.parallel()),
                Plain.number(limits, "perHost", usual.perHost()),
                Plain.duration(limits, "operation", usual.operation().toSeconds() + "s"),
                Plain.duration(limits, "clockSkew", usual.clockSkew().toSeconds() + "s"),
                Plain.duration(limits, "evidence", usual.evidence().toSeconds() + "s"));
    }
}
