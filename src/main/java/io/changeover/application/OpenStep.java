package io.changeover.application;

import io.changeover.application.port.Abilities;
import io.changeover.application.port.PlanStore;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.StepStore;
import io.changeover.application.port.WorkQueue;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.RunState;
import io.changeover.domain.run.StepRecord;
import io.changeover.domain.run.StepState;
import io.changeover.domain.site.HostId;
import io.changeover.domain.site.SiteId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A token has reached a service task: its step and operations are written down and a worker is asked for. */
public final class OpenStep {
    private final Plans plans;
    private final PlanStore planStore;
    private final RunStore runs;
    private final StepStore steps;
    private final WorkQueue queue;
    private final Abilities abilities;
    private final Clock clock;

    public OpenStep(
            Plans plans,
            PlanStore planStore,
            RunStore runs,
            StepStore steps,
            WorkQueue queue,
            Abilities abilities,
            Clock clock) {
        this.plans = plans;
        this.planStore = planStore;
        this.runs = runs;
        this.steps = steps;
        this.queue = queue;
        this.abilities = abilities;
        this.clock = clock;
    }

    /**
     * Where the token is.
     *
     * @param rootInstance the engine's id of the run's process instance
     * @param execution the engine's id of the token
     */
    public record Place(String rootInstance, String execution, String process, String activity, String name) {}

    /**
     * Opens a step, in the caller's transaction.
     *
     * @param group the group that the diagram names, if it names one
     * @param side {@code source} or {@code target}, where the diagram overrides the step's own
     * @return false if there is nothing to do, so that the token may go on at once
     */
    public boolean open(Place place, StepKind kind, Optional<String> group, Optional<String> side) {
        // Locked, as steps of branches that open at once are numbered one after the other.
        Run run = runs.ofProcess(place.rootInstance())
                .flatMap(found -> runs.lock(found.id()))
                .orElseThrow(() -> new IllegalStateException(
                        "process instance " + place.rootInstance() + " belongs to no run; start a runbook instead"));
        Instant now = clock.instant();
        String id = UUID.randomUUID().toString();
        List<OperationRecord> operations = records(id, drafts(run, kind, group, side));
        StepState state = operations.isEmpty() ? StepState.DONE : StepState.OPEN;
        StepRecord step = new StepRecord(
                id,
                run.id(),
                steps.nextNumber(run.id()),
                place.execution(),
                place.process(),
                place.activity(),
                place.name(),
                group,
                state,
                StepRecord.FIRST_CLAIM,
                now,
                operations.isEmpty() ? Optional.of(now) : Optional.empty());
        if (kind == StepKind.PROMOTE_DATASETS && !run.dryRun()) {
            run = passPointOfNoReturn(run.id(), now, operations.isEmpty());
        }
        steps.insert(step, operations);
        if (!operations.isEmpty()) {
            queue.schedule(new WorkQueue.Opened(step, operations, run));
        }
        return !operations.isEmpty();
    }

    private List<OperationDraft> drafts(Run run, StepKind kind, Optional<String> group, Optional<String> side) {
        if (kind == StepKind.UNDO_CHANGES) {
            return UndoPlanner.operations(run, steps.ofRun(run.id()), steps.operationsOf(run.id()));
        }
        Optional<SiteId> site = side.map(name -> switch (name) {
            case "source" -> run.source();
            case "target" -> run.target();
            default -> throw new IllegalArgumentException("the input 'site' is source or target, not '" + name + "'");
        });
        return new OperationPlanner(plans.of(run), run, abilities).operations(kind, group, site);
    }

    private Run passPointOfNoReturn(RunId id, Instant now, boolean nothingToPromote) {
        Run run = runs.lock(id).orElseThrow();
        if (run.state() == RunState.ABORTING) {
            throw new IllegalStateException("run " + id + " was aborted before its point of no return");
        }
        Run past = run.pastPointOfNoReturn(now);
        runs.update(past);
        planStore.lock(run.plan()).ifPresent(status -> planStore.update(status.in(PlanState.MOVING)));
        if (nothingToPromote) {
            moveActiveSite(planStore, runs, past);
        }
        return past;
    }

    /** The target is the active site from now on, under a new epoch that the run carries. */
    static void moveActiveSite(PlanStore plans, RunStore runs, Run run) {
        plans.lock(run.plan()).ifPresent(status -> {
            if (!status.activeSite().equals(run.target())) {
                plans.update(status.activeAt(run.target()));
                runs.update(run.inEpoch(status.epoch() + 1));
            }
        });
    }

    /** What is still to be done of a step. */
    static List<OperationRecord> records(String step, List<OperationDraft> drafts) {
        List<OperationRecord> records = new ArrayList<>(drafts.size());
        for (OperationDraft draft : drafts) {
            int number = records.size() + 1;
            records.add(new OperationRecord(
                    step + "-" + number,
                    step,
                    number,
                    draft.rank(),
                    draft.operation(),
                    draft.target(),
                    draft.check(),
                    draft.site(),
                    draft.host().map(HostId::value),
                    OperationState.PENDING,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    0,
                    List.of(),
                    Map.of(),
                    "",
                    Optional.empty(),
                    Optional.empty()));
        }
        return records;
    }
}
