package io.changeover.domain.plan;

import io.changeover.domain.run.RunId;
import io.changeover.domain.site.SiteId;
import java.util.Objects;
import java.util.Optional;

/**
 * What is true of a plan now.
 *
 * @param version the newest version of its file
 * @param activeSite the site that serves
 * @param epoch grows with every change of the active site; whatever carries an older one is refused
 * @param holder the run that holds the plan; no other may begin
 * @param runs how many runs it has had, for the next run's name
 * @param note why it needs a person; empty otherwise
 */
public record PlanStatus(
        PlanId id,
        int version,
        SiteId activeSite,
        PlanState state,
        long epoch,
        Optional<RunId> holder,
        int runs,
        String note) {
    public PlanStatus {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(activeSite, "activeSite");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(holder, "holder");
        Objects.requireNonNull(note, "note");
    }

    /** A plan that was just written down, its service running at the preferred site. */
    public static PlanStatus first(ProtectionPlan plan) {
        return new PlanStatus(plan.id(), 1, plan.preferredSite(), PlanState.ACTIVE, 1, Optional.empty(), 0, "");
    }

    /** The same plan with the next version of its file. */
    public PlanStatus nextVersion() {
        return new PlanStatus(id, version + 1, activeSite, state, epoch, holder, runs, note);
    }

    /** Held by that run, which counts as one more. */
    public PlanStatus heldBy(RunId run) {
        return new PlanStatus(id, version, activeSite, state, epoch, Optional.of(run), runs + 1, note);
    }

    /** Free again, in that state. */
    public PlanStatus released(PlanState next, String why) {
        check(next, PlanCause.RUN_ENDED);
        return new PlanStatus(id, version, activeSite, next, epoch, Optional.empty(), runs, why);
    }

    /**
     * In that state, held or not as before.
     *
     * @throws IllegalStateException if the table of {@link PlanTransition} has no such change
     */
    public PlanStatus in(PlanState next, PlanCause cause) {
        check(next, cause);
        return new PlanStatus(id, version, activeSite, next, epoch, holder, runs, note);
    }

    /** The same, saying why. */
    public PlanStatus in(PlanState next, PlanCause cause, String why) {
        check(next, cause);
        return new PlanStatus(id, version, activeSite, next, epoch, holder, runs, why);
    }

    private void check(PlanState next, PlanCause cause) {
        if (!PlanTransition.allows(state, next, cause)) {
            throw new IllegalStateException("plan %s cannot become %s from %s by %s".formatted(id, next, state, cause));
        }
    }

    /** Served from that site, under a new epoch. */
    public PlanStatus activeAt(SiteId site) {
        return new PlanStatus(id, version, site, state, epoch + 1, holder, runs, note);
    }

    /** A person has looked: that site serves. The epoch grows only if it is another one. */
    public PlanStatus acknowledged(SiteId site) {
        check(PlanState.UNPROTECTED, PlanCause.ACKNOWLEDGED);
        long next = site.equals(activeSite) ? epoch : epoch + 1;
        return new PlanStatus(id, version, site, PlanState.UNPROTECTED, next, holder, runs, "");
    }
}
