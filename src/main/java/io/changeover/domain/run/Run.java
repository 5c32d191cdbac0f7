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

    /** Whether it still holds its plan. */
    public boolean open() {
        return state != RunState.ENDED;
    }
}
