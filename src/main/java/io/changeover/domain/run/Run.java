package io.changeover.domain.run;

import io.changeover.domain.plan.PlanId;
import io.changeover.domain.site.SiteId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One execution of a runbook for a plan.
 *
 * @param planVersion the version of the plan that it began with and keeps
 * @param runbook the process id of its diagram
 * @param runbookVersion the engine's version of the diagram
 * @param processInstance the engine's id of it
 * @param businessKey the caller's key, unique per runbook; the run's own id where the caller gave none
 * @param epoch the plan's epoch when it began
 * @param pointOfNoReturn when the first promotion was dispatched
 * @param unplannedAt since when it counts on nothing at the source; empty for a planned run
 */
public record Run(
        RunId id,
        PlanId plan,
        int planVersion,
        RunType type,
        String runbook,
        int runbookVersion,
        String processInstance,
        String businessKey,
        SiteId source,
        SiteId target,
        boolean dryRun,
        String requester,
        String reason,
        RunState state,
        Optional<RunOutcome> outcome,
        long epoch,
        Instant startedAt,
        Optional<Instant> endedAt,
        Optional<Instant> pointOfNoReturn,
        Optional<Instant> unplannedAt) {
    public Run {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(startedAt, "startedAt");
    }

    /** A run that is as planned as its type: a failover is unplanned from its beginning. */
    public Run(
            RunId id,
            PlanId plan,
            int planVersion,
            RunType type,
            String runbook,
            int runbookVersion,
            String processInstance,
            String businessKey,
            SiteId source,
            SiteId target,
            boolean dryRun,
            String requester,
            String reason,
            RunState state,
            Optional<RunOutcome> outcome,
            long epoch,
            Instant startedAt,
            Optional<Instant> endedAt,
            Optional<Instant> pointOfNoReturn) {
        this(
                id,
                plan,
                planVersion,
                type,
                runbook,
                runbookVersion,
                processInstance,
                businessKey,
                source,
                target,
                dryRun,
                requester,
                reason,
                state,
                outcome,
                epoch,
                startedAt,
                endedAt,
                pointOfNoReturn,
                type == RunType.FAILOVER ? Optional.of(startedAt) : Optional.empty());
    }

    /** Whether it counts on nothing at the source. */
    public boolean unplanned() {
        return unplannedAt.isPresent();
    }

    /** The rules by which it is approved and judged: those of a failover once it is unplanned. */
    public RunType rules() {
        return unplanned() ? RunType.FAILOVER : type;
    }

    /** The same run in another state. */
    public Run in(RunState next) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException("run %s cannot become %s from %s".formatted(id, next, state));
        }
        return with(next, outcome, epoch, endedAt, pointOfNoReturn, unplannedAt);
    }

    /** The same run, ended. */
    public Run ended(RunOutcome how, Instant at) {
        return in(RunState.ENDED)
                .with(RunState.ENDED, Optional.of(how), epoch, Optional.of(at), pointOfNoReturn, unplannedAt);
    }

    /** The same run past its point of no return; the first time counts. */
    public Run pastPointOfNoReturn(Instant at) {
        return with(state, outcome, epoch, endedAt, pointOfNoReturn.or(() -> Optional.of(at)), unplannedAt);
    }

    /** The same run, which counts on nothing at the source from now on; the first time counts. */
    public Run unplannedSince(Instant at) {
        return with(state, outcome, epoch, endedAt, pointOfNoReturn, unplannedAt.or(() -> Optional.of(at)));
    }

    /** The same run under a newer epoch, which it has brought about. */
    public Run inEpoch(long newer) {
        return with(state, outcome, newer, endedAt, pointOfNoReturn, unplannedAt);
    }

    private Run with(
            RunState nextState,
            Optional<RunOutcome> nextOutcome,
            long nextEpoch,
            Optional<Instant> nextEnd,
            Optional<Instant> nextPoint,
            Optional<Instant> nextUnplanned) {
        return new Run(
                id,
                plan,
                planVersion,
                type,
                runbook,
                runbookVersion,
                processInstance,
                businessKey,
                source,
                target,
                dryRun,
                requester,
                reason,
                nextState,
                nextOutcome,
                nextEpoch,
                startedAt,
                nextEnd,
                nextPoint,
                nextUnplanned);
    }

    /** Whether it still holds its plan. */
    public boolean open() {
        return state != RunState.ENDED;
    }
}
