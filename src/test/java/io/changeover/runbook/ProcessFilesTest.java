package io.changeover.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessFilesTest {
    private static final String OPENS_AT = "2031-03-01T01:00:00Z";
    private static RunbookEngine runbooks;

    @BeforeAll
    static void open() {
        runbooks = new RunbookEngine();
    }

    @AfterAll
    static void close() {
        BpmnAwareTests.reset();
        runbooks.close();
    }

    @BeforeEach
    void useThisEngine() {
        BpmnAwareTests.init(runbooks.engine());
    }

    @AfterEach
    void endAll() {
        runbooks.endAll();
    }

    @ParameterizedTest
    @CsvSource({
        "switchover, Task_ApproveSwitchover, EndEvent_ServiceRunsOnTargetSite",
        "failback, Task_ApproveFailback, EndEvent_ServiceRunsOnPreferredSite"
    })
    void happyPathMovesTheServiceAndProtectsTheSource(String runbook, String approval, String end) {
        ProcessInstance run = approved(runbook, approval);
        runbooks.succeed("Task_PlanWindow", Map.of("windowState", "NONE", "windowChoice", "go"));
        runbooks.succeed("Task_CheckReadinessAgain");
        ProcessInstance block = runbooks.blockOf(run);
        move();
        runbooks.succeed("Task_ProtectSourceSite");

        assertThat(run)
                .isEnded()
                .hasPassedInOrder(
                        "Task_CheckReadiness",
                        approval,
                        "CallActivity_WaitForWindow",
                        "Task_CheckReadinessAgain",
                        "CallActivity_MoveService",
                        "Task_ProtectSourceSite",
                        end)
                .hasNotPassed("BoundaryEvent_ProtectionFailed");
        assertThat(block)
                .isEnded()
                .hasPassedInOrder(
                        "Task_PrepareDatasets",
                        "Task_StopInstances",
                        "Task_SyncFinalDelta",
                        "Task_ProveSourceIsQuiet",
                        "Task_PromoteDatasets",
                        "Task_StartInstances",
                        "Task_CheckHealth",
                        "Task_SwitchRoutes",
                        "Task_VerifyWithRealTraffic",
                        "EndEvent_TargetSiteServes");
    }

    @ParameterizedTest
    @CsvSource({
        "switchover, Task_ApproveSwitchover, EndEvent_SwitchoverDeclined",
        "failback, Task_ApproveFailback, EndEvent_FailbackDeclined"
    })
    void declinedRunEndsBeforeAnythingChanges(String runbook, String approval, String end) {
        ProcessInstance run = runbooks.start(runbook);
        runbooks.succeed("Task_CheckReadiness");
        assertThat(runbooks.task(approval)).hasCandidateGroup("approvers");
        runbooks.answer(approval, Map.of("choice", "decline"));

        assertThat(run).isEnded().hasPassed(end).hasNotPassed("CallActivity_WaitForWindow", "CallActivity_MoveService");
    }

    @ParameterizedTest
    @CsvSource({"switchover, Task_ApproveSwitchover", "failback, Task_ApproveFailback"})
    void dryRunPassesTheApprovalBy(String runbook, String approval) {
        ProcessInstance run = runbooks.start(runbook, true);
        runbooks.succeed("Task_CheckReadiness");

        assertThat(run).isWaitingAtExactly("CallActivity_WaitForWindow");
        assertThat(run).hasNotPassed(approval, "Gateway_Approved");
        assertThat(runbooks.variableAt("Task_PlanWindow", "dryRun")).isEqualTo(true);
    }

    @ParameterizedTest
    @CsvSource({"switchover, Task_ApproveSwitchover", "failback, Task_ApproveFailback"})
    void realRunIsHeldUntilItIsApproved(String runbook, String approval) {
        ProcessInstance run = runbooks.start(runbook);
        runbooks.succeed("Task_CheckReadiness");
        assertThat(run).isWaitingAtExactly(approval).hasNotPassed("Gateway_ApprovalSettled");
        runbooks.answer(approval, Map.of("choice", "approve"));

        assertThat(run).isWaitingAtExactly("CallActivity_WaitForWindow").hasPassed("Gateway_ApprovalSettled");
    }

    @Test
    void laterWindowIsWaitedForAndPlannedAgain() {
        ProcessInstance run = approved("switchover", "Task_ApproveSwitchover");
        ProcessInstance block = runbooks.blockOf(run);
        runbooks.succeed("Task_PlanWindow", Map.of("windowState", "LATER", "windowOpensAt", OPENS_AT));
        assertThat(runbooks.timer("CatchEvent_WindowOpens").getDuedate()).isEqualTo(Date.from(Instant.parse(OPENS_AT)));
        runbooks.ring("CatchEvent_WindowOpens");
        runbooks.succeed("Task_PlanWindow", Map.of("windowState", "OPEN", "windowChoice", "go"));

        assertThat(run).isWaitingAt("Task_CheckReadinessAgain");
        assertThat(block).hasPassed("CatchEvent_WindowOpens", "EndEvent_WindowIsOpen");
        assertThat(block).hasNotPassed("Task_DecideOnWindow");
    }

    @Test
    void tightWindowIsDecidedByAnOperator() {
        ProcessInstance run = approved("switchover", "Task_ApproveSwitchover");
        ProcessInstance block = runbooks.blockOf(run);
        Map<String, Object> tight = Map.of("windowState", "TIGHT", "nextWindowOpensAt", OPENS_AT);
        runbooks.succeed("Task_PlanWindow", tight);
        assertThat(runbooks.task("Task_DecideOnWindow")).hasCandidateGroup("operators");
        runbooks.answer("Task_DecideOnWindow", Map.of("windowChoice", "wait"));
        runbooks.ring("CatchEvent_NextWindowOpens");
        runbooks.succeed("Task_PlanWindow", tight);
        runbooks.answer("Task_DecideOnWindow", Map.of("windowChoice", "go"));

        assertThat(run).isWaitingAt("Task_CheckReadinessAgain");
        assertThat(block).hasPassed("CatchEvent_NextWindowOpens", "EndEvent_OperatorHasDecided");
    }

    @Test
    void stoppedWaitEndsTheRunBeforeAnythingChanges() {
        ProcessInstance run = approved("switchover", "Task_ApproveSwitchover");
        runbooks.succeed("Task_PlanWindow", Map.of("windowState", "TIGHT", "nextWindowOpensAt", OPENS_AT));
        runbooks.answer("Task_DecideOnWindow", Map.of("windowChoice", "stop"));

        assertThat(run).isEnded().hasPassed("EndEvent_WindowNotUsed").hasNotPassed("CallActivity_MoveService");
    }

    @ParameterizedTest
    @CsvSource({"switchover, Task_ApproveSwitchover", "failback, Task_ApproveFailback"})
    void failedProtectionEndsTheRunAsUnprotected(String runbook, String approval) {
        ProcessInstance run = approved(runbook, approval);
        runbooks.succeed("Task_PlanWindow", Map.of("windowState", "OPEN", "windowChoice", "go"));
        runbooks.succeed("Task_CheckReadinessAgain");
        move();
        runbooks.fail("Task_ProtectSourceSite");

        assertThat(run).isEnded().hasPassed("BoundaryEvent_ProtectionFailed", "EndEvent_ServiceMovedUnprotected");
    }

    @Test
    void blocksKnowTheRunByNameAndBusinessKeyAndNothingElse() {
        ProcessInstance run = approved("switchover", "Task_ApproveSwitchover");
        ProcessInstance block = runbooks.blockOf(run);

        assertThat(block).hasBusinessKey("CHG-1");
        assertThat(runbooks.engine().getRuntimeService().getVariables(block.getId()))
                .isEqualTo(Map.of(
                        "runId", "run-1", "planId", "shop", "sourceSite", "fra", "targetSite", "ams", "dryRun", false));
    }

    @Test
    void reprotectNeedsNoApproval() {
        ProcessInstance run = runbooks.start("reprotect");
        runbooks.succeed("Task_ReleaseStandbySite");
        runbooks.succeed("Task_ProtectStandbySite");

        assertThat(run).isEnded().hasPassed("EndEvent_StandbySiteFollows");
    }

    @Test
    void drillMakesAsksAndCleansUp() {
        ProcessInstance run = runbooks.start("drill");
        runbooks.succeed("Task_CheckReadiness", "Task_CloneDatasets");
        for (String group : List.of("database", "app")) {
            assertThat(runbooks.variableAt("Task_StartInstances", "group")).isEqualTo(group);
            runbooks.succeed("Task_StartInstances", "Task_CheckHealth");
        }
        runbooks.succeed("Task_CleanUp");

        assertThat(run)
                .isEnded()
                .hasPassed("EndEvent_DrillPassed")
                .hasNotPassed("Task_ApproveDrill", "Task_DrillInUse");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void drillThatFailsGoesStraightToItsCleanUp(int well) {
        List<String> steps = List.of("Task_CloneDatasets", "Task_StartInstances", "Task_CheckHealth");
        ProcessInstance run = runbooks.start("drill");
        runbooks.succeed("Task_CheckReadiness");
        steps.subList(0, well).forEach(runbooks::succeed);
        runbooks.fail(steps.get(well));
        runbooks.succeed("Task_CleanUpAfterFailure");

        assertThat(run).isEnded().hasPassed("BoundaryEvent_RehearsalFailed", "EndEvent_DrillFailed");
    }

    @Test
    void drillHeldOpenEndsByAnAnswerOrAtItsLimit() {
        for (boolean answered : new boolean[] {true, false}) {
            ProcessInstance run = runbooks.start("drill");
            runbooks.engine().getRuntimeService().setVariable(run.getId(), "hold", true);
            runbooks.succeed("Task_CheckReadiness", "Task_CloneDatasets");
            runbooks.succeed("Task_StartInstances", "Task_CheckHealth", "Task_StartInstances", "Task_CheckHealth");
            assertThat(runbooks.task("Task_DrillInUse")).hasCandidateGroup("operators");
            if (answered) {
                runbooks.answer("Task_DrillInUse", Map.of("choice", "end"));
            } else {
                assertThat(runbooks.timer("BoundaryEvent_LimitReached").getDuedate())
                        .isEqualTo(Date.from(Instant.parse(OPENS_AT)));
                runbooks.ring("BoundaryEvent_LimitReached");
            }
            runbooks.succeed("Task_CleanUp");
            assertThat(run).isEnded().hasPassed("EndEvent_DrillPassed");
        }
    }

    @Test
    void failedStepIsDecidedByAnOperator() {
        ProcessInstance decision = runbooks.start("decide");
        assertThat(runbooks.task("Task_DecideOnFailedStep")).hasCandidateGroup("operators");
        runbooks.answer("Task_DecideOnFailedStep", Map.of("choice", "retry", "comment", "disk replaced"));
        runbooks.succeed("Task_ApplyDecision");

        assertThat(decision).isEnded().hasPassed("EndEvent_DecisionApplied");
    }

    @Test
    void lackOfProtectionStaysATaskOfOperatorsUntilItIsClosed() {
        ProcessInstance task = runbooks.start("restore-protection");
        assertThat(runbooks.task("Task_RestoreProtection")).hasCandidateGroup("operators");
        assertThat(task).isWaitingAtExactly("Task_RestoreProtection");
        runbooks.answer("Task_RestoreProtection", Map.of("choice", "close", "comment", "fra is given up"));

        assertThat(task).isEnded().hasPassed("EndEvent_Closed");
    }

    @Test
    void abortedRunIsUndoneAndTheSourceVerified() {
        ProcessInstance undo = runbooks.start("undo-changes");
        runbooks.succeed("Task_UndoChanges");
        assertThat(runbooks.variableAt("Task_CheckHealthOfSource", "site")).isEqualTo("source");
        runbooks.succeed("Task_CheckHealthOfSource");
        assertThat(runbooks.variableAt("Task_VerifyWithRealTraffic", "site")).isEqualTo("source");
        runbooks.succeed("Task_VerifyWithRealTraffic");

        assertThat(undo).isEnded().hasPassed("EndEvent_SourceSiteServesAgain");
    }

    @Test
    void everyTaskForAPersonFindsItsForm() throws IOException {
        ProcessInstance run = runbooks.start("switchover");
        runbooks.succeed("Task_CheckReadiness");
        assertThat(runbooks.formOf("Task_ApproveSwitchover")).contains("\"id\": \"approve\"");
        runbooks.answer("Task_ApproveSwitchover", Map.of("choice", "approve"));
        runbooks.succeed("Task_PlanWindow", Map.of("windowState", "TIGHT", "nextWindowOpensAt", OPENS_AT));
        assertThat(runbooks.formOf("Task_DecideOnWindow")).contains("\"id\": \"window\"");
        assertThat(run).isActive();
        runbooks.start("decide");
        assertThat(runbooks.formOf("Task_DecideOnFailedStep")).contains("\"id\": \"decide\"");
        runbooks.start("restore-protection");
        assertThat(runbooks.formOf("Task_RestoreProtection")).contains("\"id\": \"protection\"");
    }

    private static ProcessInstance approved(String runbook, String approval) {
        ProcessInstance run = runbooks.start(runbook);
        runbooks.succeed("Task_CheckReadiness");
        runbooks.answer(approval, Map.of("choice", "approve"));
        return run;
    }

    /** Walks the block that moves the service, group by group. */
    private static void move() {
        runbooks.succeed("Task_PrepareDatasets");
        for (String group : List.of("app", "database")) {
            assertThat(runbooks.variableAt("Task_StopInstances", "group")).isEqualTo(group);
            runbooks.succeed("Task_StopInstances");
        }
        runbooks.succeed("Task_SyncFinalDelta", "Task_ProveSourceIsQuiet", "Task_PromoteDatasets");
        for (String group : List.of("database", "app")) {
            assertThat(runbooks.variableAt("Task_StartInstances", "group")).isEqualTo(group);
            runbooks.succeed("Task_StartInstances", "Task_CheckHealth");
        }
        runbooks.succeed("Task_SwitchRoutes", "Task_VerifyWithRealTraffic");
    }
}
