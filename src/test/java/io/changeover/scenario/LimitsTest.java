package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.application.port.OperationJournal;
import io.changeover.application.port.OperationJournal.Permission;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.run.StepRecord;
import io.changeover.domain.run.StepState;
import io.changeover.domain.site.SiteId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What operations of a run may and may not: how many at once, under which epoch, by which version of the plan. */
@SimulatedTest
class LimitsTest {
    @Autowired
    private SimulatedServer server;

    @Autowired
    private OperationJournal journal;

    @Test
    void neverMoreAtOnceThanThePlanTheHostAndTheGroupAllow() {
        PlanId plan = server.plan("limits");
        String yaml = SimulatedServer.yaml("limits", SimulatedServer.manyInstances(12))
                .replace("operation: 2s", "operation: 5s, parallel: 5, perHost: 3")
                .replace("- name: app\n", "- name: app\n    parallel: 2\n");
        server.apply(plan, yaml);
        server.sites.runAll("fra", SimulatedServer.manyNames(12));
        server.sites.delay(Duration.ofMillis(15));

        assertThat(server.move("switchover", plan).outcome()).contains(RunOutcome.COMPLETED);

        assertThat(server.sites.load().most()).as("limits.parallel").isEqualTo(5);
        assertThat(server.sites.load().most("fra-1")).as("limits.perHost").isEqualTo(3);
        assertThat(server.sites.load().most("STOP")).as("group.parallel").isEqualTo(2);
    }

    @Test
    void operationsCarryTheEpochAndAnOlderOneIsRefused() {
        PlanId plan = server.plan("epochs");
        server.sites.faults().swallow("STOP ledger@fra");
        Run run = server.approved("switchover", plan);
        server.await("the ledger being stopped", () -> server.sites.calls("STOP ledger@fra") > 0);
        StepRecord step = server.steps.ofRun(run.id()).stream()
                .filter(one -> one.state() == StepState.OPEN)
                .findFirst()
                .orElseThrow();
        OperationRecord operation = server.steps.operations(step.id()).get(0);
        PlanStatus now = server.status(plan);

        assertThat(journal.begin(operation, step, Instant.EPOCH)).isEqualTo(Permission.GRANTED);
        server.plans.update(now.activeAt(new SiteId("ams")));
        assertThat(journal.begin(operation, step, Instant.EPOCH)).isEqualTo(Permission.REVOKED);

        server.plans.update(now);
        server.failure(run.id());
        server.sites.faults().clear();
        server.decide(run.id(), "retry", "");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.sites.epoch("STOP shop-1@fra")).isEqualTo("1");
        assertThat(server.sites.epoch("PROMOTE ledger@ams")).isEqualTo("2");
        assertThat(server.sites.epoch("START ledger@ams")).isEqualTo("2");
        assertThat(server.sites.epoch("SWITCH www@ams")).isEqualTo("2");
    }

    @Test
    void aRunKeepsTheVersionOfThePlanThatItBeganWith() {
        PlanId plan = server.plan("kept-version");
        Run run = server.start("switchover", plan);
        server.question(run.id());

        server.apply(plan, SimulatedServer.yaml("kept-version", SimulatedServer.manyInstances(1)));
        server.approve(run.id());

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.now(run.id()).planVersion()).isEqualTo(1);
        assertThat(server.sites.effects())
                .noneMatch(one -> one.contains(SimulatedServer.manyNames(1).get(0)));
        assertThat(server.status(plan).version()).isEqualTo(2);
        Run next = server.start("reprotect", plan);
        assertThat(next.planVersion()).isEqualTo(2);
        server.ended(next.id());
    }
}
