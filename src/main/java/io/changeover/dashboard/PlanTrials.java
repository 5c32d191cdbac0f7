package io.changeover.dashboard;

import io.changeover.application.ApplyPlan;
import io.changeover.application.Caller;
import io.changeover.application.ConnectCheck;
import io.changeover.application.RefusedException;
import io.changeover.application.port.PlanStore;
import io.changeover.application.port.SignedIn;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.site.SiteId;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Asks everything that a plan file names, in the name of whoever is logged in. Begins no run and changes nothing. */
@Component
final class PlanTrials {
    private static final Logger LOG = LoggerFactory.getLogger(PlanTrials.class);
    private static final ConnectCheck.Progress NOBODY = new ConnectCheck.Progress() {
        @Override
        public void planned(List<OperationRecord> all) {}

        @Override
        public void begun(OperationRecord operation) {}

        @Override
        public void ended(OperationRecord operation) {}
    };

    private final ApplyPlan applyPlan;
    private final ConnectCheck connectCheck;
    private final PlanStore store;
    private final SignedIn signedIn;

    PlanTrials(ApplyPlan applyPlan, ConnectCheck connectCheck, PlanStore store, SignedIn signedIn) {
        this.applyPlan = applyPlan;
        this.connectCheck = connectCheck;
        this.store = store;
        this.signedIn = signedIn;
    }

    /**
     * Asks, which takes half a minute where much is silent.
     *
     * @throws RefusedException if this person may not, or this server is at several such checks already
     * @throws io.changeover.application.port.PlanParser.InvalidPlanException with every mistake of the file
     */
    PlanTrial of(String yaml) {
        Caller caller = signedIn.caller();
        if (!caller.mayActAs(Caller.OPERATORS)) {
            throw RefusedException.because(
                    "NOT_ALLOWED",
                    "'%s' may not do this: that needs the group %s".formatted(caller.user(), Caller.OPERATORS));
        }
        ProtectionPlan plan = applyPlan.check(yaml);
        SiteId active = store.find(plan.id())
                .map(PlanStatus::activeSite)
                .filter(plan.sites()::containsKey)
                .orElseGet(plan::preferredSite);
        LOG.info(
                "plan={} connect check user={} hosts={}",
                plan.id(),
                caller.user(),
                plan.hosts().keySet());
        List<PlanTrial.Answer> answers = connectCheck.check(plan, active, caller.user(), NOBODY).stream()
                .map(PlanTrials::answer)
                .toList();
        return PlanTrial.of(plan.id().value(), active.value(), answers);
    }

    private static PlanTrial.Answer answer(OperationRecord one) {
        String asked =
                "%s at %s".formatted(one.target(), one.host().orElse(one.site().value()));
        return new PlanTrial.Answer(
                one.state() == OperationState.DONE, asked, one.message().orElse(""));
    }
}
