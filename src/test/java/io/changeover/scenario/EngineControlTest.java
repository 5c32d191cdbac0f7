package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.camunda.bpm.engine.history.HistoricVariableUpdate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What people do in Cockpit, or any program through the engine's own API. */
@SimulatedTest
class EngineControlTest {
    @Autowired
    private SimulatedServer server;

    @Autowired
    private RuntimeService engine;

    @Autowired
    private HistoryService history;

    @Autowired
    private IdentityService identity;

    @Test
    void suspendingTheInstanceHoldsTheWorkerUntilItIsActivated() {
        Run run = stopping(server.plan("cockpit-suspend"));
        assertHeldWhileSuspended(run, run.processInstance());
    }

    @Test
    void suspendingACalledInstanceHoldsTheWorkerToo() {
        Run run = stopping(server.plan("cockpit-suspend-block"));
        assertHeldWhileSuspended(run, block(run));
    }

    private void assertHeldWhileSuspended(Run run, String instance) {
        engine.suspendProcessInstanceById(instance);
        server.sites.faults().release("STOP shop-1@fra");
        Awaitility.await("that nothing is under way")
                .during(Duration.ofMillis(700))
                .atMost(Duration.ofSeconds(10))
                .until(() -> server.sites.load().now() == 0);
        assertThat(server.sites.effects()).doesNotContain("PROMOTE ledger@ams");
        engine.activateProcessInstanceById(instance);

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.sites.effects("STOP ledger@fra")).isEqualTo(1);
        assertThat(server.sites.violations()).isEmpty();
    }

    @Test
    void deletingTheInstanceStopsTheWorkerAndThePlanNeedsALook() {
        PlanId plan = server.plan("cockpit-delete");
        Run run = stopping(plan);

        delete(run.processInstance());

        assertFailedAndFree(run, PlanState.ATTENTION);
        assertThat(server.sites.effects()).doesNotContain("PROMOTE ledger@ams");
    }

    @Test
    void deletingACalledInstanceEndsTheRunToo() {
        PlanId plan = server.plan("cockpit-delete-block");
        Run run = stopping(plan);

        delete(block(run));

        assertFailedAndFree(run, PlanState.ATTENTION);
    }

    @Test
    void deletingBeforeAnythingWasChangedLeavesThePlanAsItWas() {
        PlanId plan = server.plan("cockpit-delete-early");
        Run run = server.start("switchover", plan);
        server.question(run.id());

        delete(run.processInstance());

        assertFailedAndFree(run, PlanState.ACTIVE);
    }

    @Test
    void deletingWithdrawsTheQuestionAboutAFailedStep() {
        PlanId plan = server.plan("cockpit-delete-question");
        server.sites.faults().refuse("STOP ledger@fra");
        Run run = server.approved("switchover", plan);
        server.failure(run.id());

        delete(run.processInstance());

        assertFailedAndFree(run, PlanState.ATTENTION);
    }

    @Test
    void theHistoryHoldsWhatAPersonChangedAndNoCounting() {
        Run run = stopping(server.plan("cockpit-history"));
        String moving = block(run);
        identity.setAuthentication("root", List.of("camunda-admin"));
        try {
            engine.setVariable(run.processInstance(), "note", "by hand");
        } finally {
            identity.clearAuthentication();
        }
        server.sites.faults().release("STOP shop-1@fra");
        server.ended(run.id());

        assertThat(history.createHistoricDetailQuery()
                        .processInstanceId(run.processInstance())
                        .variableUpdates()
                        .list())
                .extracting(one -> ((HistoricVariableUpdate) one).getVariableName())
                .contains("note");
        assertThat(history.createHistoricDetailQuery()
                        .processInstanceId(moving)
                        .variableUpdates()
                        .list())
                .extracting(one -> ((HistoricVariableUpdate) one).getVariableName())
                .doesNotContain("group");
        assertThat(history.createHistoricVariableInstanceQuery()
                        .processInstanceId(moving)
                        .list())
                .extracting(HistoricVariableInstance::getName)
                .contains("runId", "group")
                .doesNotContain("loopCounter", "nrOfInstances", "nrOfCompletedInstances");
    }

    private String block(Run run) {
        return engine.createProcessInstanceQuery()
                .superProcessInstanceId(run.processInstance())
                .singleResult()
                .getId();
    }

    /** A person presses the button again when a step has just ended: the engine then refuses the first time. */
    private void delete(String instance) {
        Awaitility.await("the deletion")
                .ignoreException(OptimisticLockingException.class)
                .until(() -> {
                    engine.deleteProcessInstance(instance, "deleted in cockpit");
                    return true;
                });
    }

    private Run stopping(PlanId plan) {
        server.apply(plan, SimulatedServer.yaml(plan.value()).replace("operation: 2s", "operation: 30s"));
        server.sites.faults().hold("STOP shop-1@fra");
        Run run = server.approved("switchover", plan);
        server.await("a shop being stopped", () -> server.sites.load().most("STOP") > 0);
        return run;
    }

    private void assertFailedAndFree(Run run, PlanState state) {
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.FAILED);
        assertThat(server.status(run.plan()).holder()).isEmpty();
        assertThat(server.status(run.plan()).state()).isEqualTo(state);
        server.await(
                "the end of every step",
                () -> server.steps.ofRun(run.id()).stream()
                        .allMatch(step -> step.state().terminal()));
        assertThat(server.steps.operationsOf(run.id()))
                .noneMatch(one -> one.state().open());
        assertThat(server.decisions.open(java.util.Optional.of(run.id()))).isEmpty();
        assertThat(engine.createProcessInstanceQuery()
                        .variableValueEquals("runId", run.id().value())
                        .count())
                .isZero();
        assertThat(server.sites.load().now()).isZero();
    }
}
