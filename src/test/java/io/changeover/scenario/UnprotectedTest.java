package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changeover.application.Protection;
import io.changeover.application.RefusedException;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.run.StepRecord;
import io.changeover.domain.run.StepState;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@SimulatedTest
class UnprotectedTest {
    @Autowired
    private SimulatedServer server;

    @Autowired
    private Protection protection;

    @Autowired
    private TaskService tasks;

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
    void operatorsAreAskedToRestoreTheProtectionUntilARunHasDoneIt() {
        PlanId plan = server.plan("unprotected-task");
        server.sites.faults().refuse("PROTECT ledger@fra");
        Run run = server.move("switchover", plan);

        Decision task = protection.task(plan).orElseThrow();
        assertThat(task.run()).isEqualTo(run.id());
        assertThat(task.kind()).isEqualTo(Decision.Kind.PROTECTION);
        assertThat(task.group()).isEqualTo("operators");
        assertThat(task.question()).contains("fra does not follow ams").contains("start reprotect");
        assertThat(task.evidence()).singleElement().asString().contains("protect ledger at fra");
        assertThat(tasks.createTaskQuery().taskId(task.task()).singleResult().getName())
                .isEqualTo("Restore the protection · " + run.id());

        Run failed = server.start("reprotect", plan);
        server.decide(failed.id(), "abort", "fra is still being rebuilt");
        assertThat(server.ended(failed.id()).outcome()).contains(RunOutcome.ABORTED);
        assertThat(protection.task(plan)).as("the one task stands").contains(task);

        server.sites.faults().clear();
        Run repaired = server.start("reprotect", plan);
        assertThat(server.ended(repaired.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(protection.task(plan)).isEmpty();
        assertThat(tasks.createTaskQuery().taskId(task.task()).count()).isZero();
        Decision closed = server.decisions.find(task.task()).orElseThrow();
        assertThat(closed.choice()).contains("restored");
        assertThat(closed.reason())
                .hasValueSatisfying(
                        why -> assertThat(why).contains(repaired.id().value()));
    }

    @Test
    void aPersonMayCloseTheTaskWithAReasonAndTheNextFailureAsksAgain() {
        PlanId plan = server.plan("unprotected-close");
        server.sites.faults().refuse("PROTECT ledger@fra");
        server.move("switchover", plan);
        String task = protection.task(plan).orElseThrow().task();

        assertThatThrownBy(() -> server.door.answer(SimulatedServer.OLGA, task, "close", ""))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("REASON_MISSING");
        server.door.answer(SimulatedServer.OLGA, task, "close", "fra is given up");
        assertThat(protection.task(plan)).isEmpty();
        assertThat(server.status(plan).state()).isEqualTo(PlanState.UNPROTECTED);

        server.decide(server.start("reprotect", plan).id(), "skip", "fra is given up");
        server.await("a new task", () -> protection.task(plan).isPresent());
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

    @Test
    void aPersonsStatementOfWhereTheServiceRunsAsksForTheProtectionToo() {
        PlanId plan = server.plan("unprotected-stated");
        server.sites.faults().refuse("STOP ledger@fra");
        server.sites.faults().refuse("START shop-1@fra");
        server.sites.faults().refuse("CHECK shop-1@fra");
        Run run = server.approved("switchover", plan);
        server.decide(run.id(), "abort", "not tonight");
        server.await(
                "the failed undo", () -> server.question(run.id()).question().startsWith("Undo"));
        server.decide(run.id(), "skip", "shop-1 is broken");
        server.await(
                "the failed check", () -> server.question(run.id()).question().startsWith("Check"));
        server.decide(run.id(), "skip", "shop-1 is broken");
        server.ended(run.id());
        assertThat(protection.task(plan)).isEmpty();

        server.sites.faults().clear();
        server.applyPlan.acknowledge(plan, "fra", "saw the ledger run at fra");

        Decision task = protection.task(plan).orElseThrow();
        assertThat(task.run()).isEqualTo(run.id());
        assertThat(task.question())
                .contains("nobody has read that ams follows it")
                .contains("Start reprotect");
        server.applyPlan.acknowledge(plan, "fra", "looked once more");
        assertThat(protection.task(plan)).contains(task);
        assertThat(server.ended(server.start("reprotect", plan).id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(protection.task(plan)).isEmpty();
    }
}
