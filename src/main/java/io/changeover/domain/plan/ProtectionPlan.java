package io.changeover.domain.plan;

import io.changeover.connector.spi.Kind;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.RunType;
import io.changeover.domain.site.HostId;
import io.changeover.domain.site.HostSpec;
import io.changeover.domain.site.Site;
import io.changeover.domain.site.SiteId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is protected, where it runs and by which rules it moves. Immutable; made by the plan file's reader, which has
 * checked that every name it refers to exists.
 *
 * @param groups in the order in which they start; they stop in the reverse order
 * @param hooks in the order in which those of one moment are called
 * @param fencing how a site is made to take no more writes
 * @param receivers who is told what runs do
 * @param witnesses who else is asked before a site is called lost
 * @param watch how it is watched while nothing moves
 * @param trigger who begins a failover when the active site is lost
 * @param drill what a drill clones and starts
 */
public record ProtectionPlan(
        PlanId id,
        Objectives objectives,
        Map<SiteId, Site> sites,
        Map<HostId, HostSpec> hosts,
        List<Group> groups,
        List<Dataset> datasets,
        List<Route> routes,
        List<Hook> hooks,
        Fencing fencing,
        Map<RunType, ApprovalRule> approvals,
        Optional<Window> window,
        Limits limits,
        List<Receiver> receivers,
        List<Witness> witnesses,
        WatchRule watch,
        TriggerRule trigger,
        Drill drill) {
    public ProtectionPlan {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(objectives, "objectives");
        sites = Collections.unmodifiableMap(new LinkedHashMap<>(sites));
        hosts = Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
        groups = List.copyOf(groups);
        datasets = List.copyOf(datasets);
        routes = List.copyOf(routes);
        hooks = List.copyOf(hooks);
        Objects.requireNonNull(fencing, "fencing");
        approvals = Map.copyOf(approvals);
        Objects.requireNonNull(window, "window");
        Objects.requireNonNull(limits, "limits");
        receivers = List.copyOf(receivers);
        witnesses = List.copyOf(witnesses);
        Objects.requireNonNull(watch, "watch");
        Objects.requireNonNull(trigger, "trigger");
        Objects.requireNonNull(drill, "drill");
        if (sites.size() != 2 || sites.values().stream().filter(Site::preferred).count() != 1) {
            throw new IllegalArgumentException("a plan has two sites, one of them preferred");
        }
    }

    /** The site where the service should run when all is well. */
    public SiteId preferredSite() {
        return sites.values().stream()
                .filter(Site::preferred)
                .findFirst()
                .orElseThrow()
                .id();
    }

    /** The site that is not the given one. */
    public SiteId otherSite(SiteId site) {
        return sites.keySet().stream()
                .filter(id -> !id.equals(site))
                .findFirst()
                .orElseThrow();
    }

    /** Group names in the order in which they start. */
    public List<String> startOrder() {
        return groups.stream().map(Group::name).toList();
    }

    /** Group names in the order in which they stop. */
    public List<String> stopOrder() {
        List<String> order = new ArrayList<>(startOrder());
        Collections.reverse(order);
        return List.copyOf(order);
    }

    /** The group of that name. */
    public Optional<Group> group(String name) {
        return groups.stream().filter(group -> group.name().equals(name)).findFirst();
    }

    /** The instance of that name. Every operation asks, of plans with thousands of them. */
    public Optional<Instance> instance(String name) {
        for (Group group : groups) {
            for (Instance instance : group.instances()) {
                if (instance.name().equals(name)) {
                    return Optional.of(instance);
                }
            }
        }
        return Optional.empty();
    }

    /** The dataset of that name. */
    public Optional<Dataset> dataset(String name) {
        return datasets.stream().filter(dataset -> dataset.name().equals(name)).findFirst();
    }

    /** The route of that name. */
    public Optional<Route> route(String name) {
        return routes.stream().filter(route -> route.name().equals(name)).findFirst();
    }

    /** Every place of an instance, dataset, route, hook or fencing method. */
    public Stream<Placement> placements() {
        return Stream.of(
                        groups.stream()
                                .flatMap(group -> group.instances().stream())
                                .map(Instance::placements),
                        datasets.stream().map(Dataset::placements),
                        routes.stream().map(Route::placements),
                        hooks.stream().map(Hook::placements),
                        fencing.methods().stream().map(FencingMethod::placements))
                .flatMap(all -> all)
                .flatMap(places -> places.values().stream());
    }

    /** Whether anything of the plan is on that host. */
    public boolean uses(HostId host) {
        return placements().anyMatch(place -> place.host().filter(host::equals).isPresent());
    }

    /** The hook of that name. */
    public Optional<Hook> hook(String name) {
        return hooks.stream().filter(hook -> hook.name().equals(name)).findFirst();
    }

    /** The hook that an operation calls, if it calls one. */
    public Optional<Hook> hook(OperationRecord operation) {
        return operation.kind() == Kind.HOOK ? hook(operation.target()) : Optional.empty();
    }

    /** Whether the run goes on though that operation failed, as its hook's policy says. */
    public boolean tolerates(OperationRecord failed) {
        return hook(failed).filter(hook -> hook.policy() != HookPolicy.STOP).isPresent();
    }

    /** Whether an operation is a hook that failed and must be named first where the run is shown. */
    public boolean warnsOf(OperationRecord operation) {
        return operation.state() == OperationState.FAILED
                && hook(operation)
                        .filter(hook -> hook.policy() == HookPolicy.WARN)
                        .isPresent();
    }

    /** The same plan, in which an operation is tried no longer than that. */
    public ProtectionPlan trying(Duration most) {
        Duration tried = limits.operation().compareTo(most) < 0 ? limits.operation() : most;
        return new ProtectionPlan(
                id,
                objectives,
                sites,
                hosts,
                groups,
                datasets,
                routes,
                hooks,
                fencing,
                approvals,
                window,
                new Limits(limits.parallel(), limits.perHost(), tried, limits.clockSkew(), limits.evidence()),
                receivers,
                witnesses,
                watch,
                trigger,
                drill);
    }

    /** The receiver of that name. */
    public Optional<Receiver> receiver(String name) {
        return receivers.stream()
                .filter(receiver -> receiver.name().equals(name))
                .findFirst();
    }

    /** The witness of that name. */
    public Optional<Witness> witness(String name) {
        return witnesses.stream().filter(witness -> witness.name().equals(name)).findFirst();
    }

    /** Who must approve a run of that type. */
    public ApprovalRule approval(RunType type) {
        return approvals.getOrDefault(type, ApprovalRule.DEFAULT);
    }
}
