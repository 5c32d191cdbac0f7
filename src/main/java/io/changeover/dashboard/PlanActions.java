package io.changeover.dashboard;

import io.changeover.application.ApplyPlan;
import io.changeover.application.Caller;
import io.changeover.application.Holds;
import io.changeover.application.RefusedException;
import io.changeover.application.port.SignedIn;
import io.changeover.domain.plan.Hold;
import io.changeover.domain.plan.PlanId;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What a person can do to plans on the pages, through the same use cases as every other door, in the name of whoever is
 * logged in. Each method throws {@link RefusedException} where it may not be done now, or not by them.
 */
@Component
final class PlanActions {
    private final ApplyPlan applyPlan;
    private final Holds holds;
    private final SignedIn signedIn;

    PlanActions(ApplyPlan applyPlan, Holds holds, SignedIn signedIn) {
        this.applyPlan = applyPlan;
        this.holds = holds;
        this.signedIn = signedIn;
    }

    void acknowledge(String plan, String site, String reason) {
        allowed(Caller.OPERATORS);
        applyPlan.acknowledge(id(plan), site, reason);
    }

    void begin(String plan, String reason, Optional<Instant> until) {
        Caller caller = allowed(Caller.OPERATORS);
        holds.begin(Hold.Kind.MAINTENANCE, Optional.of(id(plan)), caller.user(), reason, until);
    }

    void end(String plan, String reason) {
        Caller caller = allowed(Caller.OPERATORS);
        holds.end(Hold.Kind.MAINTENANCE, Optional.of(id(plan)), caller.user(), reason);
    }

    void rearm(String plan, String reason) {
        Caller caller = allowed(Caller.OPERATORS);
        holds.end(Hold.Kind.COOL_DOWN, Optional.of(id(plan)), caller.user(), reason);
    }

    void freeze(String reason, Optional<Instant> until) {
        Caller caller = allowed(Caller.ADMINS);
        holds.begin(Hold.Kind.FREEZE, Optional.empty(), caller.user(), reason, until);
    }

    void unfreeze(String reason) {
        Caller caller = allowed(Caller.ADMINS);
        holds.end(Hold.Kind.FREEZE, Optional.empty(), caller.user(), reason);
    }

    /**
     * Reads a plan's file without keeping it and returns the name it gives.
     *
     * @throws io.changeover.application.port.PlanParser.InvalidPlanException with every mistake
     */
    PlanId check(String yaml) {
        allowed(Caller.OPERATORS);
        return applyPlan.check(yaml).id();
    }

    /** Makes a file the plan's next version and returns its number. */
    int apply(String plan, String yaml) {
        Caller caller = allowed(Caller.OPERATORS);
        return applyPlan.apply(id(plan), yaml, caller.user()).version();
    }

    private Caller allowed(String group) {
        Caller caller = signedIn.caller();
        if (!caller.mayActAs(group)) {
            throw RefusedException.because(
                    "NOT_ALLOWED", "'%s' may not do this: that needs the group %s".formatted(caller.user(), group));
        }
        return caller;
    }

    private static PlanId id(String plan) {
        return PlanPages.id(plan)
                .orElseThrow(() -> RefusedException.because("PLAN_UNKNOWN", "there is no plan '%s'".formatted(plan)));
    }
}
