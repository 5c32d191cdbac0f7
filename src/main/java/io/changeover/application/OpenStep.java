package io.changeover.application;

import io.changeover.application.port.Abilities;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.StepStore;
import io.changeover.application.port.WorkQueue;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunType;
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
    private final PointOfNoReturn point;
    private final RunStore runs;
    private final StepStore steps;
    private final WorkQueue queue;
    private final Abilities abilities;
    private final Clock clock;

    public OpenStep(
            Plans plans,
            PointOfNoReturn point,
            RunStore runs,
            StepStore steps,
            WorkQueue queue,
            Abilities abilities,
            Clock clock) {
        this.plans = plans;
        this.point = point;
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
        List<OperationRecord> operations = records(id, ranks(run, place, kind, group, side));
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
            promote(run, operations);
            run = runs.find(run.id()).orElseThrow();
        }
        boolean makes = kind == StepKind.CLONE_DATASETS || kind == StepKind.START_INSTANCES;
        if (run.type() == RunType.DRILL && makes && !run.dryRun()) {
            point.drilling(run);
        }
        steps.insert(step, operations);
        if (!operations.isEmpty()) {
            queue.schedule(new WorkQueue.Opened(step, operations, run));
        }
        return !operations.isEmpty();
    }

    /** Where something is to be done before the promotion, the worker passes the point of no return after it. */
    private void promote(Run run, List<OperationRecord> operations) {
        if (operations.isEmpty()) {
            point.promoted(run.id());
        } else if (point.isPast(run, operations.get(0))
                && point.questions(run, operations).isEmpty()
                && point.refused(run, operations).isEmpty()) {
            point.pass(run.id());
        }
    }

    private List<List<OperationDraft>> ranks(
            Run run, Place place, StepKind kind, Optional<String> group, Optional<String> side) {
        boolean undoing = place.process().equals(StepRecord.UNDO_BLOCK);
        if (undoing && run.unplanned() && steps.operationsOf(run.id()).stream().noneMatch(OpenStep::mayHaveChanged)) {
            return List.of(); // nothing to take back, and nobody to read from that it serves
        }
        if (kind == StepKind.UNDO_CHANGES && run.type() != RunType.DRILL) {
            return UndoPlanner.ranks(run, steps.ofRun(run.id()), steps.operationsOf(run.id()));
        }
        Optional<SiteId> site = side.map(name -> switch (name) {
            case "source" -> run.source();
            case "target" -> run.target();
            default -> throw new IllegalArgumentException("the input 'site' is source or target, not '" + name + "'");
        });
        ProtectionPlan plan = plans.of(run);
        List<List<OperationDraft>> ranks = new OperationPlanner(plan, run, abilities).ranks(kind, group, site);
        // Hooks are production's: a drill calls none.
        boolean plain = undoing || run.type() == RunType.DRILL;
        return plain ? ranks : new HookPlanner(plan, run).around(kind, group, site, ranks);
    }

    private static boolean mayHaveChanged(OperationRecord operation) {
        return operation.operation().changing() && operation.startedAt().isPresent();
    }

    /** What is still to be done of a step. */
    static List<OperationRecord> records(String step, List<List<OperationDraft>> ranks) {
        List<OperationRecord> records = new ArrayList<>();
        for (int rank = 0; rank < ranks.size(); rank++) {
            for (OperationDraft draft : ranks.get(rank)) {
                records.add(record(step, records.size() + 1, rank, draft));
            }
        }
        return records;
    }

    /** An operation that is to be done. */
    static OperationRecord record(String step, int number, int rank, OperationDraft draft) {
        return new OperationRecord(
                step + "-" + number,
                step,
                number,
                rank,
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
                Optional.empty());
    }
}
