package io.changeover.application;

import io.changeover.application.port.PlanStore;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.site.SiteId;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has everything asked that a plan names, as {@link ConnectCheck} does, in somebody's name: of a plan in force, or of a
 * file that need not be. It uses the secrets that the plan refers to, so only who may apply may ask. Thread-safe.
 */
public final class TryPlan {
    private static final Logger LOG = LoggerFactory.getLogger(TryPlan.class);

    private final ApplyPlan applyPlan;
    private final PlanStore store;
    private final Plans plans;
    private final ConnectCheck check;

    public TryPlan(ApplyPlan applyPlan, PlanStore store, Plans plans, ConnectCheck check) {
        this.applyPlan = applyPlan;
        this.store = store;
        this.plans = plans;
        this.check = check;
    }

    /**
     * What was answered.
     *
     * @param active the site at which the service is said to run
     * @param answers each question as it ended, in the order of the plan
     */
    public record Tried(PlanId plan, SiteId active, List<OperationRecord> answers) {
        public Tried {
            answers = List.copyOf(answers);
        }
    }

    /**
     * Asks what a file names, which takes half a minute where much is silent.
     *
     * @throws RefusedException if this person may not, or this server is at several such checks already
     * @throws io.changeover.application.port.PlanParser.InvalidPlanException with every mistake of the file
     */
    public Tried file(String yaml, Caller caller, ConnectCheck.Progress progress) {
        requireOperator(caller);
        ProtectionPlan plan = applyPlan.check(yaml);
        SiteId active = store.find(plan.id())
                .map(PlanStatus::activeSite)
                .filter(plan.sites()::containsKey)
                .orElseGet(plan::preferredSite);
        return tried(plan, active, caller, progress);
    }

    /**
     * Asks what the newest version of a plan names.
     *
     * @throws RefusedException if this person may not, or this server is at several such checks already
     */
    public Tried inForce(PlanStatus status, Caller caller, ConnectCheck.Progress progress) {
        requireOperator(caller);
        return tried(plans.version(status.id(), status.version()), status.activeSite(), caller, progress);
    }

    private static void requireOperator(Caller caller) {
        if (!caller.mayActAs(Caller.OPERATORS)) {
            throw RefusedException.because(
                    "NOT_ALLOWED",
                    "'%s' may not do this: that needs the group %s".formatted(caller.user(), Caller.OPERATORS));
        }
    }

    private Tried tried(ProtectionPlan plan, SiteId active, Caller caller, ConnectCheck.Progress progress) {
        LOG.info(
                "plan={} connect check user={} hosts={}",
                plan.id(),
                caller.user(),
                plan.hosts().keySet());
        return new Tried(plan.id(), active, check.check(plan, active, caller.user(), progress));
    }
}
