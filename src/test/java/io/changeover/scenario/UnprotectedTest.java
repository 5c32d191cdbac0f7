package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changeover.application.RefusedException;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.run.StepRecord;
import io.changeover.domain.run.StepState;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@SimulatedTest
class UnprotectedTest {
    @Autowired
    private SimulatedServer server;

    @Test
    void aMoveWithoutProtectionIsNoPlainSuccessAndReprotectRepairsIt() {
        PlanId plan = server.plan("unprotected");
        server.sites.faults().refuse("PROTECT ledger@fra");

        Run run = server.move("switchover", plan);

        assertThat(run.outcome()).contains(RunOutcome.COMPLETED_UNPROTECTED);
        assertThat(server.status(plan).state()).isEqualTo(PlanState.UNPROTECTED);
        assertThat(server.sites.route("www")).isEqualTo("ams");
        assertThat(server.steps.ofRun(run.id())).extracting(StepRecord::state).contains(StepState.FAILED);
        assertThatThrownBy(() -> server.start("failback", plan))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("PLAN_UNPROTECTED")
                .hasMessageContaining("fra does not follow ams");

        server.sites.faults().clear();
        assertThat(server.ended(server.start("reprotect", plan).id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.status(plan).state()).isEqualTo(PlanState.ACTIVE);
        assertThat(server.move("failback", plan).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.sites.violations()).isEmpty();
    }

    @Test
    void aProtectionThatWasSkippedLeavesThePlanUnprotected() {
        PlanId plan = server.plan("unprotected-skip");
        server.sites.faults().refuse("PROTECT ledger@ams");
        Run run = server.start("reprotect", plan);

        server.decide(run.id(), "skip", "ams is being rebuilt");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED_WITH_SKIPS);
        assertThat(server.status(plan).state()).isEqualTo(PlanState.UNPROTECTED);
    }

    @Test
    void anAbortedReprotectLeavesThePlanUnprotected() {
        PlanId plan = server.plan("unprotected-abort");
        server.sites.faults().refuse("PROTECT ledger@ams");
        Run run = server.start("reprotect", plan);

        server.decide(run.id(), "abort", "ams is being rebuilt");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.ABORTED);
        assertThat(server.status(plan).state()).isEqualTo(PlanState.UNPROTECTED);
    }
}
