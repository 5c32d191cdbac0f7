package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changeover.application.RefusedException;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.site.SiteId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@SimulatedTest
class MoveTest {
    @Autowired
    private SimulatedServer server;

    @Test
    void movesThereAndBackInTheRightOrder() {
        PlanId plan = server.plan("there-and-back");

        Run there = server.move("switchover", plan);

        assertThat(there.outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.sites.effects())
                .containsSubsequence("STOP shop-1@fra", "STOP ledger@fra", "PROMOTE ledger@ams", "START ledger@ams")
                .containsSubsequence("START ledger@ams", "START shop-1@ams", "SWITCH www@ams");
        assertThat(server.plans.find(plan).orElseThrow().activeSite()).isEqualTo(new SiteId("ams"));
        assertThat(server.plans.find(plan).orElseThrow().epoch()).isEqualTo(2);

        Run back = server.move("failback", plan);

        assertThat(back.outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.sites.route("www")).isEqualTo("fra");
        assertThat(server.plans.find(plan).orElseThrow().state()).isEqualTo(PlanState.ACTIVE);
        assertThat(server.sites.violations()).isEmpty();
    }

    @Test
    void aDryRunChangesNothingAndListsWhatItWouldChange() {
        PlanId plan = server.plan("rehearsal");

        Run run = server.start(SimulatedServer.OLGA, "switchover", plan, Map.of("dryRun", true));

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.REHEARSED);
        assertThat(server.sites.effects()).isEmpty();
        assertThat(server.steps.operationsOf(run.id()))
                .filteredOn(one -> one.message().orElse("").startsWith("would"))
                .hasSizeGreaterThan(5);
        assertThat(server.plans.find(plan).orElseThrow().activeSite()).isEqualTo(new SiteId("fra"));
    }

    @Test
    void aDeclinedRunChangesNothing() {
        PlanId plan = server.plan("declined");
        Run run = server.start("switchover", plan);

        server.door.answer(SimulatedServer.ANTON, server.question(run.id()).task(), "decline", "not today");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.DECLINED);
        assertThat(server.sites.effects()).isEmpty();
        assertThat(server.plans.find(plan).orElseThrow().holder()).isEmpty();
    }

    @Test
    void theRequesterMayNotApprove() {
        PlanId plan = server.plan("own-approval");
        Run run = server.start(SimulatedServer.ADMIN, "switchover", plan, Map.of());
        String task = server.question(run.id()).task();

        assertThatThrownBy(() -> server.door.answer(SimulatedServer.ADMIN, task, "approve", ""))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("REQUESTER_EXCLUDED");

        server.approve(run.id());
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
    }

    @Test
    void aSecondRunAndAUsedKeyAreRefusedTogether() {
        PlanId plan = server.plan("held");
        Run first = server.start(SimulatedServer.OLGA, "switchover", plan, Map.of("businessKey", "CHG-1"));

        assertThatThrownBy(() -> server.start(
                        SimulatedServer.OLGA, "switchover", plan, Map.of("businessKey", "CHG-1", "reason", " ")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("PLAN_HELD")
                .hasMessageContaining("BUSINESS_KEY_USED")
                .hasMessageContaining("REASON_MISSING")
                .hasMessageContaining(first.id().value());
    }

    @Test
    void aBlockCannotBeStartedByItself() {
        PlanId plan = server.plan("block");

        assertThatThrownBy(() -> server.start(SimulatedServer.ADMIN, "move-service", plan, Map.of()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("NOT_A_RUNBOOK");
    }
}
