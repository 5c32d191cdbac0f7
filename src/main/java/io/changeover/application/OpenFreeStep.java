package io.changeover.application;

import io.changeover.application.port.FreeSteps;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.StepStore;
import io.changeover.application.port.WorkQueue;
import io.changeover.connector.spi.Kind;
import io.changeover.domain.plan.Dataset;
import io.changeover.domain.plan.Instance;
import io.changeover.domain.plan.Placement;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.plan.Route;
import io.changeover.domain.run.FreeStep;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.StepRecord;
import io.changeover.domain.run.StepState;
import io.changeover.domain.site.HostId;
import io.changeover.domain.site.HostSpec;
import io.changeover.domain.site.SiteId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A token has reached a step that the diagram describes by itself: what is drawn is written down with one operation for
 * each thing that it names, and a worker is asked for. What it names and the plan does not have becomes an operation as
 * well, which fails and is decided as any other.
 */
public final class OpenFreeStep {
    private final Plans plans;
    private final RunStore runs;
    private final StepStore steps;
    private final FreeSteps freeSteps;
    private final WorkQueue queue;
    private final Clock clock;

    public OpenFreeStep(
            Plans plans, RunStore runs, StepStore steps, FreeSteps freeSteps, WorkQueue queue, Clock clock) {
        this.plans = plans;
        this.runs = runs;
        this.steps = steps;
        this.freeSteps = freeSteps;
        this.queue = queue;
        this.clock = clock;
    }

    /**
     * Opens the step, in the caller's transaction.
     *
     * @return false if there is nothing to do, so that the token may go on at once
     */
    public boolean open(OpenStep.Place place, FreeStep drawn) {
        Run run = runs.ofProcess(place.rootInstance())
                .flatMap(found -> runs.lock(found.id()))
                .orElseThrow(() -> new IllegalStateException(
                        "process instance " + place.rootInstance() + " belongs to no run; start a runbook instead"));
        Instant now = clock.instant();
        String id = UUID.randomUUID().toString();
        List<OperationRecord> operations =
                OpenStep.records(id, List.of(drafts(plans.of(run), run, drawn, place.activity())));
        StepRecord step = new StepRecord(
                id,
                run.id(),
                steps.nextNumber(run.id()),
                place.execution(),
                place.process(),
                place.activity(),
                place.name(),
                Optional.empty(),
                operations.isEmpty() ? StepState.DONE : StepState.OPEN,
                StepRecord.FIRST_CLAIM,
                now,
                operations.isEmpty() ? Optional.of(now) : Optional.empty());
        steps.insert(step, operations);
        freeSteps.insert(id, drawn);
        if (!operations.isEmpty()) {
            queue.schedule(new WorkQueue.Opened(step, operations, run));
        }
        return !operations.isEmpty();
    }

    private static List<OperationDraft> drafts(ProtectionPlan plan, Run run, FreeStep drawn, String activity) {
        SiteId site = drawn.site(run);
        if (!drawn.ownSettings()) {
            return ofThePlan(plan, drawn, site);
        }
        if (!drawn.aimed()) {
            return List.of(draft(plan, drawn, activity, site, Optional.empty()));
        }
        List<OperationDraft> drafts = new ArrayList<>();
        drawn.names(FreeStep.HOSTS).forEach(name -> {
            Optional<HostSpec> host = plan.hosts().values().stream()
                    .filter(one -> one.id().value().equals(name))
                    .findFirst();
            SiteId at = host.flatMap(HostSpec::site).orElse(site);
            drafts.add(draft(plan, drawn, name, at, host.map(HostSpec::id)));
        });
        drawn.names(FreeStep.INSTANCES)
                .forEach(name -> drafts.add(draft(plan, drawn, name, site, host(plan.instance(name), site))));
        drawn.names(FreeStep.GROUPS)
                .forEach(name -> plan.group(name)
                        .ifPresentOrElse(
                                group -> group.instances().stream()
                                        .filter(one -> one.placements().containsKey(site))
                                        .forEach(one -> drafts.add(
                                                draft(plan, drawn, one.name(), site, host(Optional.of(one), site)))),
                                () -> drafts.add(draft(plan, drawn, name, site, Optional.empty()))));
        return drafts.stream().distinct().toList();
    }

    private static List<OperationDraft> ofThePlan(ProtectionPlan plan, FreeStep drawn, SiteId site) {
        boolean routes = drawn.operation().kind() == Kind.ROUTE;
        return drawn.names(routes ? FreeStep.ROUTES : FreeStep.DATASETS).stream()
                .map(name -> {
                    Optional<Map<SiteId, Placement>> places = routes
                            ? plan.route(name).map(Route::placements)
                            : plan.dataset(name).map(Dataset::placements);
                    Optional<HostId> host = places.flatMap(all -> Optional.ofNullable(all.get(site)))
                            .flatMap(Placement::host);
                    return new OperationDraft(drawn.operation(), name, 0, site, host);
                })
                .toList();
    }

    private static Optional<HostId> host(Optional<Instance> instance, SiteId site) {
        return instance.map(Instance::placements)
                .flatMap(places -> Optional.ofNullable(places.get(site)))
                .flatMap(Placement::host);
    }

    /** What a plan says of a hook of the same name does not hold for the step. */
    private static OperationDraft draft(
            ProtectionPlan plan, FreeStep drawn, String name, SiteId site, Optional<HostId> host) {
        String target = plan.hook(name).isPresent() ? name + " (step)" : name;
        return new OperationDraft(drawn.operation(), target, 0, site, host);
    }
}
