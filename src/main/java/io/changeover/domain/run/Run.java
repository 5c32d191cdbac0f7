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
        Optional<Instant> pointOfNoReturn) {
    public Run {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(startedAt, "startedAt");
    }

    /** The same run in another state. */
    public Run in(RunState next) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException("run %s cannot become %s from %s".formatted(id, next, state));
        }
        return with(next, outcome, epoch, endedAt, pointOfNoReturn);
    }

    /** The same run, ended. */
    public Run ended(RunOutcome how, Instant at) {
        return in(RunState.ENDED).with(RunState.ENDED, Optional.of(how), epoch, Optional.of(at), pointOfNoReturn);
    }

    /** The same run past its point of no return; the first time counts. */
    public Run pastPointOfNoReturn(Instant at) {
        return with(state, outcome, epoch, endedAt, pointOfNoReturn.or(() -> Optional.of(at)));
    }

    /** The same run under a newer epoch, which it has brought about. */
    public Run inEpoch(long newer) {
        return with(state, outcome, newer, endedAt, pointOfNoReturn);
    }

    /** The same run, at whose end that site serves: it is the target now, the other one the source. */
    public Run toward(SiteId serving) {
        if (serving.equals(target)) {
            return this;
        }
        if (!serving.equals(source)) {
            throw new IllegalArgumentException(
                    "run %s is about %s and %s, not %s".formatted(id, source, target, serving));
        }
        return new Run(
                id,
                plan,
                planVersion,
                type,
                runbook,
                runbookVersion,
                processInstance,
                businessKey,
                target,
                source,
                dryRun,
                requester,
                reason,
                state,
                outcome,
                epoch,
                startedAt,
                endedAt,
                pointOfNoReturn);
    }

    private Run with(
            RunState nextState,
            Optional<RunOutcome> nextOutcome,
            long nextEpoch,
            Optional<Instant> nextEnd,
            Optional<Instant> nextPoint) {
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
                nextPoint);
    }

    /** Whether it still holds its plan. */
    public boolean open() {
        return state != RunState.ENDED;
    }
}
