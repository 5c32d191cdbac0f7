package io.changeover.application;

import io.changeover.application.port.PlanStore;
import io.changeover.application.port.RunStore;
import io.changeover.connector.spi.Operation;
import io.changeover.domain.plan.Hook;
import io.changeover.domain.plan.HookPoint;
import io.changeover.domain.plan.PlanCause;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.RunState;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The moment from which a run is not undone any more, and what follows from it for the plan. */
public final class PointOfNoReturn {
    /** The code of a promotion that was refused, because nothing shows that the source takes no writes. */
    static final String EVIDENCE_MISSING = "EVIDENCE_MISSING";

    private final Plans plans;
    private final PlanStore store;
    private final RunStore runs;
    private final PromotionEvidence evidence;
    private final Clock clock;

    public PointOfNoReturn(Plans plans, PlanStore store, RunStore runs, PromotionEvidence evidence, Clock clock) {
        this.plans = plans;
        this.store = store;
        this.runs = runs;
        this.evidence = evidence;
        this.clock = clock;
    }

    /** Whether an operation may only begin once the run has passed the point. */
    boolean isPast(Run run, OperationRecord operation) {
        return !run.dryRun()
                && (operation.operation() == Operation.PROMOTE || point(run, operation) == HookPoint.POST_PROMOTE);
    }

    /** Whether these are operations of a step that promotes, if only by hooks. */
    boolean promotes(Run run, Collection<OperationRecord> operations) {
        return !run.dryRun()
                && operations.stream().anyMatch(one -> isPast(run, one) || point(run, one) == HookPoint.PRE_PROMOTE);
    }

    /**
     * Refuses operations that promote while nothing shows that the source takes no writes.
     *
     * @param operations of a step that promotes
     * @return the operations as they have failed; none where they may begin
     */
    List<OperationRecord> refused(Run run, List<OperationRecord> operations) {
        if (!wantsEvidence(run, operations)) {
            return List.of();
        }
        return evidence.missing(run, operations.get(0).step()).stream()
                .flatMap(why -> operations.stream()
                        .map(one -> one.refused(EVIDENCE_MISSING, one.target() + ": " + why, clock.instant())))
                .toList();
    }

    /** What is to be asked of the sites before these operations of a step that promotes begin: it does on the strength of what may be true no more. */
    List<OperationDraft> questions(Run run, List<OperationRecord> operations) {
        return wantsEvidence(run, operations)
                ? evidence.questions(run, operations.get(0).step())
                : List.of();
    }

    /** What is started, or let in again, in order to be promoted may take writes at once: nobody knows what it was. */
    private boolean wantsEvidence(Run run, List<OperationRecord> operations) {
        return !run.dryRun()
                && operations.stream()
                        .anyMatch(one -> promoting(run, one)
                                || one.operation() == Operation.START
                                || one.operation() == Operation.UNFENCE);
    }

    /** Whether it promotes, if only in the place of a connector: a hook of a plan without datasets may. */
    private boolean promoting(Run run, OperationRecord one) {
        return isPast(run, one)
                || point(run, one) == HookPoint.PRE_PROMOTE
                        && plans.of(run).datasets().isEmpty();
    }

    private @Nullable HookPoint point(Run run, OperationRecord operation) {
        return operation.operation() == Operation.CALL
                ? plans.of(run).hook(operation).map(Hook::at).orElse(null)
                : null;
    }

    /**
     * Passes it, in the caller's transaction; the first time counts.
     *
     * @throws IllegalStateException if the run was aborted before
     */
    void pass(RunId id) {
        Run run = runs.lock(id).orElseThrow();
        if (run.state() == RunState.ABORTING) {
            throw new IllegalStateException("run " + id + " was aborted before its point of no return");
        }
        if (run.pointOfNoReturn().isEmpty()) {
            runs.update(run.pastPointOfNoReturn(clock.instant()));
            store.lock(run.plan())
                    .ifPresent(status -> store.update(status.in(PlanState.MOVING, PlanCause.PROMOTION_BEGUN)));
        }
    }

    /** A drill begins to make something. A plan that says more than that all is well goes on saying it. */
    void drilling(Run run) {
        store.lock(run.plan())
                .filter(status -> status.state() == PlanState.ACTIVE)
                .ifPresent(status -> store.update(status.in(PlanState.TESTING, PlanCause.DRILL_BEGUN)));
    }

    /**
     * Everything is promoted: the target is the active site from now on, under a new epoch that the run carries. A site that a person
     * has chosen gets a new epoch even if it was the active one: the other side's is void.
     */
    void promoted(RunId id) {
        pass(id);
        Run run = runs.lock(id).orElseThrow();
        store.lock(run.plan()).ifPresent(status -> {
            boolean chosen = run.type().choosing() && run.epoch() == status.epoch();
            if (chosen || !status.activeSite().equals(run.target())) {
                store.update(status.activeAt(run.target()));
                runs.update(run.inEpoch(status.epoch() + 1));
            }
        });
    }
}
