package io.changeover.application;

import io.changeover.application.port.Abilities;
import io.changeover.connector.spi.Operation;
import io.changeover.domain.plan.Check;
import io.changeover.domain.plan.Dataset;
import io.changeover.domain.plan.Group;
import io.changeover.domain.plan.Placement;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.plan.Route;
import io.changeover.domain.plan.ServerLook;
import io.changeover.domain.plan.Witness;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunType;
import io.changeover.domain.site.SiteId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Turns a step into the operations that it consists of, from the plan and the run. */
final class OperationPlanner {
    private final ProtectionPlan plan;
    private final Run run;
    private final Abilities abilities;

    OperationPlanner(ProtectionPlan plan, Run run, Abilities abilities) {
        this.plan = plan;
        this.run = run;
        this.abilities = abilities;
    }

    /**
     * The operations of a step, by rank: those of one list end before those of the next begin.
     *
     * @param group the group it works on; all where empty
     * @param site the site it works on, where the diagram says so instead of the step's own
     */
    List<List<OperationDraft>> ranks(StepKind kind, Optional<String> group, Optional<SiteId> site) {
        if (run.type() == RunType.DRILL) {
            return new DrillPlanner(plan, run).ranks(kind, group, site, () -> operations(kind, group, site));
        }
        FencingPlanner fencing = new FencingPlanner(plan, abilities);
        return switch (kind) {
            case PROMOTE_DATASETS -> {
                List<OperationDraft> promotions = operations(kind, group, site);
                if (run.type().choosing()) {
                    yield fencing.released(run.target(), List.of(servers(), promotions));
                }
                // In an unplanned run nobody is left who could prove anything.
                yield run.unplanned() ? List.of(promotions) : List.of(proofs(), promotions);
            }
            case PROTECT_DATASETS -> {
                List<List<OperationDraft>> protection = List.of(operations(kind, group, site));
                yield run.type().choosing() ? fencing.released(site.orElse(follower()), protection) : protection;
            }
            case FENCE_SOURCE -> fencing.fence(run.source());
            case UNFENCE_STANDBY -> fencing.unfence(follower());
            case CHECK_READINESS,
                    GATHER_EVIDENCE,
                    PREPARE_DATASETS,
                    STOP_INSTANCES,
                    SYNC_DATASETS,
                    PROVE_SOURCE_QUIET,
                    READ_ROLES,
                    DEMOTE_DATASETS,
                    START_INSTANCES,
                    CHECK_HEALTH,
                    SWITCH_ROUTES,
                    VERIFY_TRAFFIC,
                    CLONE_DATASETS,
                    CLEAN_UP_DRILL,
                    UNDO_CHANGES -> List.of(operations(kind, group, site));
        };
    }

    /** The site that is to follow the other one. */
    private SiteId follower() {
        return run.type() == RunType.REPROTECT ? run.target() : run.source();
    }

    private List<OperationDraft> operations(StepKind kind, Optional<String> group, Optional<SiteId> site) {
        SiteId source = run.source();
        SiteId target = run.target();
        return switch (kind) {
            case CHECK_READINESS -> readiness();
            case GATHER_EVIDENCE -> evidence();
            case PREPARE_DATASETS -> ahead();
            case STOP_INSTANCES -> instances(Operation.STOP, group, site.orElse(source));
            case SYNC_DATASETS -> datasets(Operation.SYNC, target);
            case PROVE_SOURCE_QUIET -> datasets(Operation.PROVE, target);
            case PROMOTE_DATASETS -> datasets(Operation.PROMOTE, target);
            case START_INSTANCES -> instances(Operation.START, group, site.orElse(target));
            case CHECK_HEALTH -> instanceChecks(group, site.orElse(target));
            case SWITCH_ROUTES -> routes(Operation.SWITCH, site.orElse(target));
            case VERIFY_TRAFFIC -> routeChecks(site.orElse(target));
            case READ_ROLES ->
                Stream.of(source, target)
                        .flatMap(one -> datasets(Operation.ROLE, one).stream())
                        .toList();
            case DEMOTE_DATASETS -> datasets(Operation.DEMOTE, source);
            case PROTECT_DATASETS -> datasets(Operation.PROTECT, site.orElse(follower()));
            case CLONE_DATASETS, CLEAN_UP_DRILL ->
                throw new IllegalStateException("a %s makes no clones and has none; only a drill does"
                        .formatted(run.type().wireName()));
            case FENCE_SOURCE, UNFENCE_STANDBY, UNDO_CHANGES -> List.of();
        };
    }

    private List<OperationDraft> readiness() {
        return Stream.of(
                        hosts(),
                        instances(Operation.STATUS, Optional.empty(), run.source()),
                        instances(Operation.STATUS, Optional.empty(), run.target()),
                        datasets(Operation.MEASURE, run.target()),
                        routes(Operation.READ, run.source()))
                .flatMap(List::stream)
                .toList();
    }

    /** All at once: what the server asks the source, what each witness is asked, and what the target holds. */
    private List<OperationDraft> evidence() {
        int questions = ServerLook.at(plan, run.source()).size();
        Stream<OperationDraft> own = IntStream.range(0, questions).mapToObj(index -> look(Witness.SERVER, index));
        Stream<OperationDraft> others = plan.witnesses().stream().map(witness -> look(witness.name(), 0));
        Stream<OperationDraft> estimates = plan.datasets().stream()
                .filter(dataset -> abilities.has(dataset.connector(), Operation.ESTIMATE))
                .map(dataset -> draft(Operation.ESTIMATE, dataset.name(), 0, run.target(), dataset.placements()));
        return Stream.of(others, estimates, own).flatMap(all -> all).toList();
    }

    /** Of no host: a look at one that swallows everything must not wait for another. */
    private OperationDraft look(String vantage, int question) {
        return new OperationDraft(Operation.LOOK, vantage, question, run.source(), Optional.empty());
    }

    /** One probe of each host that is logged in to and that something of the plan is on; of no site, at the source. */
    private List<OperationDraft> hosts() {
        return plan.hosts().values().stream()
                .filter(host -> !host.ssh().isEmpty() && plan.uses(host.id()))
                .map(host -> new OperationDraft(
                        Operation.PROBE,
                        host.id().value(),
                        0,
                        host.site().orElse(run.source()),
                        Optional.of(host.id())))
                .toList();
    }

    private List<OperationDraft> instances(Operation operation, Optional<String> group, SiteId site) {
        return groups(group)
                .flatMap(one -> one.instances().stream())
                .filter(instance -> instance.placements().containsKey(site))
                .map(instance -> draft(operation, instance.name(), 0, site, instance.placements()))
                .toList();
    }

    private List<OperationDraft> instanceChecks(Optional<String> group, SiteId site) {
        return groups(group)
                .flatMap(one -> one.instances().stream())
                .filter(instance -> instance.placements().containsKey(site))
                .flatMap(instance -> checks(instance.name(), instance.checks(), site, instance.placements()))
                .toList();
    }

    /** Nothing of a consistency group is promoted before all of it was proved once more. */
    private List<OperationDraft> proofs() {
        return datasets(
                Operation.PROVE, run.target(), dataset -> dataset.consistency().isPresent());
    }

    /** The servers of datasets at the site that a person has chosen, which may be stopped there. */
    private List<OperationDraft> servers() {
        return plan.datasets().stream()
                .flatMap(dataset -> plan.instance(dataset.name()).stream())
                .filter(instance -> instance.placements().containsKey(run.target()))
                .map(instance -> draft(Operation.START, instance.name(), 0, run.target(), instance.placements()))
                .toList();
    }

    private List<OperationDraft> datasets(Operation operation, SiteId site) {
        return datasets(operation, site, dataset -> true);
    }

    private List<OperationDraft> datasets(Operation operation, SiteId site, Predicate<Dataset> which) {
        return plan.datasets().stream()
                .filter(which)
                .map(dataset -> draft(operation, dataset.name(), 0, site, dataset.placements()))
                .toList();
    }

    /** What shortens the outage and leaves the source serving. */
    private List<OperationDraft> ahead() {
        Stream<OperationDraft> shorter =
                routes(Operation.SHORTEN, run.source(), route -> abilities.has(route.connector(), Operation.SHORTEN));
        return Stream.concat(datasets(Operation.PREPARE, run.target()).stream(), shorter)
                .toList();
    }

    private List<OperationDraft> routes(Operation operation, SiteId site) {
        return routes(operation, site, route -> true).toList();
    }

    private Stream<OperationDraft> routes(Operation operation, SiteId site, Predicate<Route> which) {
        return plan.routes().stream()
                .filter(which)
                .map(route -> draft(operation, route.name(), 0, site, route.placements()));
    }

    private List<OperationDraft> routeChecks(SiteId site) {
        return plan.routes().stream()
                .flatMap(route -> checks(route.name(), route.checks(), site, route.placements()))
                .toList();
    }

    private Stream<OperationDraft> checks(
            String target, List<Check> checks, SiteId site, Map<SiteId, Placement> placements) {
        return IntStream.range(0, checks.size())
                .mapToObj(index -> draft(Operation.CHECK, target, index, site, placements));
    }

    private Stream<Group> groups(Optional<String> name) {
        if (name.isEmpty()) {
            return plan.groups().stream();
        }
        return Stream.of(plan.group(name.get())
                .orElseThrow(() -> new IllegalArgumentException(
                        "plan %s has no group '%s'; it has %s".formatted(plan.id(), name.get(), plan.startOrder()))));
    }

    private static OperationDraft draft(
            Operation operation, String target, int check, SiteId site, Map<SiteId, Placement> placements) {
        Optional<Placement> placement = Optional.ofNullable(placements.get(site));
        return new OperationDraft(operation, target, check, site, placement.flatMap(Placement::host));
    }

    /** How many operations of a step run at once. */
    static int parallel(ProtectionPlan plan, Optional<String> group) {
        int wanted = group.flatMap(plan::group)
                .map(Group::parallel)
                .orElse(plan.limits().parallel());
        return Math.min(wanted, plan.limits().parallel());
    }
}
