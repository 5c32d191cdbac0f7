package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changeover.application.RefusedException;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.run.StepRecord;
import io.changeover.domain.run.StepState;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@SimulatedTest
class AbortTest {
    @Autowired
    private SimulatedServer server;

    @Test
    void byDecisionItLeavesTheSourceServingReadBack() {
        PlanId plan = server.plan("abort-by-decision");
        server.sites.faults().refuse("STOP ledger@fra");
        Run run = server.approved("switchover", plan);

        server.failure(run.id());
        server.sites.faults().clear();
        server.decide(run.id(), "abort", "the ledger will not stop tonight");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.ABORTED);
        server.assertSourceServes(plan);
        assertThat(server.sites.calls("CHECK shop-1@fra")).as("read back").isGreaterThanOrEqualTo(2);
        assertThat(server.sites.calls("CHECK www@fra"))
                .as("read back by users' way")
                .isEqualTo(1);
        assertThat(server.steps.ofRun(run.id()))
                .allMatch(step -> step.state().terminal())
                .extracting(StepRecord::state)
                .contains(StepState.CANCELLED);
    }

    @Test
    void whatATimedOutAttemptDidIsUndoneThoughTheNextFoundNothingToDo() {
        PlanId plan = server.plan("abort-lost-answer");
        server.sites.faults().loseAnswer("STOP shop-1@fra");
        server.sites.faults().refuse("STOP ledger@fra");
        Run run = server.approved("switchover", plan);

        server.failure(run.id());
        assertThat(server.sites.runs("shop-1", "fra")).isFalse();
        server.decide(run.id(), "abort", "not tonight");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.ABORTED);
        server.assertSourceServes(plan);
    }

    @Test
    void whileOperationsAreUnderWayItCancelsThemAndUndoes() {
        PlanId plan = server.plan("abort-in-flight");
        server.sites.faults().swallow("STOP ledger@fra");
        Run run = server.approved("switchover", plan);
        server.await("the ledger being stopped", () -> server.sites.calls("STOP ledger@fra") > 0);
        assertThat(server.sites.effects()).contains("STOP shop-1@fra", "STOP shop-2@fra");

        server.control.abort(run.id(), "olga", "changed our minds");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.ABORTED);
        server.assertSourceServes(plan);
        assertThat(server.steps.operationsOf(run.id()))
                .noneMatch(one -> one.state().open())
                .anyMatch(one -> one.state() == OperationState.CANCELLED);
    }

    @Test
    void whileAnApprovalIsWaitedForItChangesNothing() {
        PlanId plan = server.plan("abort-approval");
        Run run = server.start("switchover", plan);
        server.question(run.id());

        server.control.abort(run.id(), "olga", "wrong plan");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.ABORTED);
        assertThat(server.sites.effects()).isEmpty();
        assertThat(server.decisions.ofRun(run.id())).as("questions withdrawn").isEmpty();
        server.assertSourceServes(plan);
    }

    @Test
    void pastThePointOfNoReturnItIsRefusedAndNotOffered() {
        PlanId plan = server.plan("abort-too-late");
        server.sites.faults().refuse("START ledger@ams");
        Run run = server.approved("switchover", plan);

        assertThat(server.failure(run.id()).choices()).doesNotContain("abort");
        assertThatThrownBy(() -> server.control.abort(run.id(), "olga", "please"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("PAST_POINT_OF_NO_RETURN");

        server.sites.faults().clear();
        server.decide(run.id(), "retry", "");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
    }

    @Test
    void anUndoThatFailsIsDecidedAndSkippingItLeavesAPlanThatNeedsAttention() {
        PlanId plan = server.plan("abort-undo-fails");
        server.sites.faults().refuse("STOP ledger@fra");
        server.sites.faults().refuse("START shop-1@fra");
        server.sites.faults().refuse("CHECK shop-1@fra");
        Run run = server.approved("switchover", plan);
        server.decide(run.id(), "abort", "not tonight");

        server.await(
                "the failed undo", () -> server.question(run.id()).question().startsWith("Undo"));
        assertThat(server.failure(run.id()).choices()).containsExactly("retry", "skip");
        String first = server.failure(run.id()).task();
        server.decide(run.id(), "skip", "shop-1 is broken for good");
        server.await("the failed check", () -> !server.question(run.id()).task().equals(first));
        server.decide(run.id(), "skip", "shop-1 is broken for good");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.FAILED);
        assertThat(server.status(plan).state()).isEqualTo(PlanState.ATTENTION);
        assertThatThrownBy(() -> server.start("switchover", plan))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("PLAN_NEEDS_ATTENTION");

        server.sites.faults().clear();
        assertThatThrownBy(() -> server.applyPlan.acknowledge(plan, "osl", " "))
                .hasMessageContaining("SITE_UNKNOWN")
                .hasMessageContaining("REASON_MISSING");
        server.applyPlan.acknowledge(plan, "fra", "saw the ledger run at fra");
        assertThat(server.status(plan).state()).isEqualTo(PlanState.UNPROTECTED);
        assertThat(server.ended(server.start("reprotect", plan).id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.status(plan).state()).isEqualTo(PlanState.ACTIVE);
    }

    @Test
    void theUndoGoesBackwardsOneStepAfterTheOther() {
        PlanId plan = server.plan("abort-order");
        server.sites.faults().refuse("SYNC ledger@ams");
        Run run = server.approved("switchover", plan);
        server.failure(run.id());
        server.sites.delay(Duration.ofMillis(20));

        server.decide(run.id(), "abort", "not tonight");
        server.ended(run.id());

        assertThat(server.sites.effects())
                .containsSubsequence("STOP shop-1@fra", "STOP ledger@fra", "START ledger@fra", "START shop-1@fra")
                .containsSubsequence("START ledger@fra", "START shop-2@fra");
        server.assertSourceServes(plan);
    }

    @Test
    void aSkipOfSomethingThatWasTakenBackLeavesACleanAbort() {
        PlanId plan = server.plan("abort-after-skip");
        server.sites.faults().refuse("STATUS shop-2@ams");
        server.sites.faults().refuse("STOP ledger@fra");
        Run run = server.start("switchover", plan);
        server.decide(run.id(), "skip", "shop-2 is not looked at tonight");
        server.await("the approval", () -> server.decisions.ofRun(run.id()).size() == 2);
        server.approve(run.id());
        server.decide(run.id(), "skip", "still not looked at");
        server.await("the ledger", () -> server.sites.calls("STOP ledger@fra") > 0);
        server.sites.faults().clear();
        server.decide(run.id(), "abort", "the ledger will not stop");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.ABORTED);
        server.assertSourceServes(plan);
    }

    @Test
    void aRunThatHasEndedIsNotAborted() {
        PlanId plan = server.plan("abort-ended");
        Run run = server.start(SimulatedServer.OLGA, "switchover", plan, Map.of("dryRun", true));
        server.ended(run.id());

        assertThatThrownBy(() -> server.control.abort(run.id(), "olga", "late"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("RUN_NOT_UNDER_WAY");
    }
}
