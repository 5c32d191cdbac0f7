package io.changeover.dashboard;

import io.changeover.application.ApplyPlan;
import io.changeover.application.Caller;
import io.changeover.application.ComparePlans;
import io.changeover.application.ConnectCheck;
import io.changeover.application.RefusedException;
import io.changeover.application.port.PlanParser.InvalidPlanException;
import io.changeover.application.port.PlanStore;
import io.changeover.application.port.SignedIn;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.plan.PlanVersion;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.Blocker;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.site.SiteId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Plan files on their page: judged, compared, tried and applied through the same use cases as every other door, in the
 * name of whoever is logged in.
 */
@Component
final class PlanFiles {
    private static final Logger LOG = LoggerFactory.getLogger(PlanFiles.class);

    private static final ConnectCheck.Progress NOBODY = new ConnectCheck.Progress() {
        @Override
        public void planned(List<OperationRecord> all) {}

        @Override
        public void begun(OperationRecord operation) {}

        @Override
        public void ended(OperationRecord operation) {}
    };

    private final ApplyPlan applyPlan;
    private final ComparePlans compare;
    private final ConnectCheck connectCheck;
    private final PlanStore store;
    private final SignedIn signedIn;

    PlanFiles(
            ApplyPlan applyPlan, ComparePlans compare, ConnectCheck connectCheck, PlanStore store, SignedIn signedIn) {
        this.applyPlan = applyPlan;
        this.compare = compare;
        this.connectCheck = connectCheck;
        this.store = store;
        this.signedIn = signedIn;
    }

    /** The newest version of a plan as it was written; empty where there is none. */
    String newest(String plan) {
        return id(plan).flatMap(store::find)
                .flatMap(status -> store.version(status.id(), status.version()))
                .map(PlanVersion::yaml)
                .orElse("");
    }

    /** Every mistake of a file, or that there is none. */
    FileJudgement check(String yaml) {
        return judged(yaml, plan -> FileJudgement.good("The file of plan %s is valid.".formatted(plan.id())));
    }

    /** What a file would change in effect. */
    FileJudgement compare(String yaml) {
        return judged(yaml, plan -> {
            if (store.find(plan.id()).isEmpty()) {
                return FileJudgement.good(
                        "There is no plan %s yet: this would be its first version.".formatted(plan.id()));
            }
            ComparePlans.Comparison found = compare.withFile(plan.id(), Optional.empty(), yaml);
            return FileJudgement.changes(plan.id(), found.changes());
        });
    }

    /** Whether all that a file names is reached and ready. Changes nothing; takes half a minute where much is silent. */
    FileJudgement connect(String yaml) {
        return judged(yaml, plan -> {
            SiteId active = store.find(plan.id())
                    .map(PlanStatus::activeSite)
                    .filter(plan.sites()::containsKey)
                    .orElseGet(plan::preferredSite);
            String user = signedIn.caller().user();
            LOG.info(
                    "plan={} connect check user={} hosts={}",
                    plan.id(),
                    user,
                    plan.hosts().keySet());
            return FileJudgement.answers(
                    plan.id(),
                    active,
                    connectCheck.check(plan, active, user, NOBODY).stream()
                            .map(PlanFiles::finding)
                            .toList());
        });
    }

    /** Keeps a file as its plan's next version. */
    FileJudgement apply(String yaml) {
        return judged(yaml, plan -> {
            PlanStatus status =
                    applyPlan.apply(plan.id(), yaml, signedIn.caller().user());
            return FileJudgement.good("Plan %s is at version %d.".formatted(status.id(), status.version()));
        });
    }

    /** Reads a file and answers; mistakes and refusals are answers, too. */
    private FileJudgement judged(String yaml, Function<ProtectionPlan, FileJudgement> judge) {
        try {
            Caller caller = signedIn.caller();
            if (!caller.mayActAs(Caller.OPERATORS)) {
                throw RefusedException.because(
                        "NOT_ALLOWED",
                        "'%s' may not do this: that needs the group %s".formatted(caller.user(), Caller.OPERATORS));
            }
            return judge.apply(applyPlan.check(yaml));
        } catch (InvalidPlanException e) {
            return FileJudgement.mistakes(e.problems());
        } catch (RefusedException e) {
            return FileJudgement.refused(
                    e.blockers().stream().map(Blocker::sentence).toList());
        }
    }

    private static FileJudgement.Finding finding(OperationRecord one) {
        boolean good = one.state() == OperationState.DONE;
        String what =
                "%s at %s".formatted(one.target(), one.host().orElse(one.site().value()));
        return new FileJudgement.Finding(good, what, one.message().orElse(""));
    }

    private static Optional<PlanId> id(String plan) {
        try {
            return Optional.of(new PlanId(plan));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
