package io.changeover.dashboard;

import io.changeover.application.ConnectCheck;
import io.changeover.application.TryPlan;
import io.changeover.application.port.SignedIn;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import org.springframework.stereotype.Component;

/** Asks everything that a plan file names, in the name of whoever is logged in. Begins no run and changes nothing. */
@Component
final class PlanTrials {
    private final TryPlan tryPlan;
    private final SignedIn signedIn;

    PlanTrials(TryPlan tryPlan, SignedIn signedIn) {
        this.tryPlan = tryPlan;
        this.signedIn = signedIn;
    }

    /**
     * Asks, which takes half a minute where much is silent.
     *
     * @throws io.changeover.application.RefusedException if this person may not, or this server is at several such checks
     *     already
     * @throws io.changeover.application.port.PlanParser.InvalidPlanException with every mistake of the file
     */
    PlanTrial of(String yaml) {
        TryPlan.Tried tried = tryPlan.file(yaml, signedIn.caller(), ConnectCheck.Progress.NONE);
        return PlanTrial.of(
                tried.plan().value(),
                tried.active().value(),
                tried.answers().stream().map(PlanTrials::answer).toList());
    }

    private static PlanTrial.Answer answer(OperationRecord one) {
        String asked =
                "%s at %s".formatted(one.target(), one.host().orElse(one.site().value()));
        return new PlanTrial.Answer(
                one.state() == OperationState.DONE, asked, one.message().orElse(""));
    }
}
