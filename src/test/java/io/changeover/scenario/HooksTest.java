package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.run.StepRecord;
import io.changeover.domain.run.StepState;
import io.changeover.report.ReportArchive;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Commands of the operator's own around the steps of a run. */
@SimulatedTest
class HooksTest {
    private static final String EVERYWHERE = """
            hooks:
              - { name: app-stopped, at: postStop, group: app, connector: sim, host: fra-1 }
              - { name: app-stops, at: preStop, group: app, connector: sim, host: fra-1 }
              - { name: drain, at: preStop, connector: sim, host: fra-1 }
              - { name: drain-at-ams, at: preStop, connector: sim, ams: { host: ams-1 } }
              - { name: all-stopped, at: postStop, connector: sim, host: fra-1 }
              - { name: promotion-1, at: prePromote, connector: sim, host: fra-1 }
              - { name: promotion-2, at: prePromote, connector: sim, host: fra-1 }
              - { name: promoted, at: postPromote, connector: sim, host: fra-1 }
              - { name: before-start, at: preStart, connector: sim, host: fra-1 }
              - { name: data-started, at: postStart, group: database, connector: sim, host: fra-1 }
              - { name: warm, at: postStart, connector: sim, host: fra-1 }
              - { name: going-home, at: preFailback, connector: sim, host: fra-1 }
              - { name: home, at: postFailback, connector: sim, host: fra-1 }
            """;

    @Autowired
    private SimulatedServer server;

    @Autowired
    private ReportArchive reports;

    @Test
    void theyAreCalledAroundTheirStepsAtTheSiteThatTheStepWorksOn() {
        PlanId plan = server.plan("hooks-in-order", EVERYWHERE);

        assertThat(server.move("switchover", plan).outcome()).contains(RunOutcome.COMPLETED);

        assertThat(server.sites.effects())
                .containsSubsequence(
                        "SHORTEN www@fra",
                        "CALL drain@fra",
                        "CALL app-stops@fra",
                        "STOP shop-1@fra",
                        "CALL app-stopped@fra",
                        "STOP ledger@fra",
                        "CALL all-stopped@fra",
                        "CALL promotion-1@ams",
                        "CALL promotion-2@ams",
                        "PROMOTE ledger@ams",
                        "CALL promoted@ams",
                        "CALL before-start@ams",
                        "START ledger@ams",
                        "CALL data-started@ams",
                        "START shop-1@ams",
                        "CALL warm@ams",
                        "SWITCH www@ams")
                .filteredOn(effect -> effect.startsWith("CALL"))
                .as("each once, and none that is for the other site or for a failback")
                .hasSize(10);
    }

    @Test
    void thoseOfAFailbackEncloseItsChanges() {
        PlanId plan = server.plan("hooks-home", EVERYWHERE);
        server.move("switchover", plan);
        int before = server.sites.effects().size();

        assertThat(server.move("failback", plan).outcome()).contains(RunOutcome.COMPLETED);

        List<String> back = server.sites.effects();
        assertThat(back.subList(before, back.size()))
                .startsWith("CALL going-home@fra")
                .containsSubsequence(
                        "SHORTEN www@ams",
                        "CALL drain@ams",
                        "CALL drain-at-ams@ams",
                        "STOP shop-1@ams",
                        "PROMOTE ledger@fra",
                        "SWITCH www@fra",
                        "CALL home@fra");
    }

    @Test
    void theyAreToldWhatTheyNeedToKnow() {
        PlanId plan = server.plan("hooks-told", EVERYWHERE);

        Run run = server.move("switchover", plan);

        assertThat(server.sites.told("CALL app-stops@fra"))
                .containsAllEntriesOf(Map.of(
                        "CHANGEOVER_PLAN", "hooks-told",
                        "CHANGEOVER_RUN", run.id().value(),
                        "CHANGEOVER_RUN_TYPE", "switchover",
                        "CHANGEOVER_EPOCH", "1",
                        "CHANGEOVER_SITE", "fra",
                        "CHANGEOVER_SOURCE", "fra",
                        "CHANGEOVER_TARGET", "ams",
                        "CHANGEOVER_HOOK", "app-stops",
                        "CHANGEOVER_GROUP", "app",
                        "CHANGEOVER_ATTEMPT", "1"));
        assertThat(server.sites.told("CALL warm@ams"))
                .containsEntry("CHANGEOVER_EPOCH", "2")
                .containsEntry("CHANGEOVER_SITE", "ams")
                .containsEntry("CHANGEOVER_GROUP", "")
                .hasEntrySatisfying(
                        "CHANGEOVER_RECOVERY_POINT",
                        point -> assertThat(point)
                                .isEqualTo("ledger="
                                        + proofOfLedger(run.id()).endedAt().orElseThrow()));
        assertThat(server.sites.told("STOP shop-1@fra")).doesNotContainKey("CHANGEOVER_HOOK");
    }

    private OperationRecord proofOfLedger(RunId run) {
        return server.steps.operationsOf(run).stream()
                .filter(one -> one.operation() == Operation.PROVE)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aFailedHookIsDecidedAndARetryRepeatsOnlyIt() {
        PlanId plan = server.plan("hook-stops", EVERYWHERE);
        server.sites.faults().refuse("CALL app-stopped@fra");
        Run run = server.approved("switchover", plan);

        Decision question = server.failure(run.id());
        assertThat(question.question()).contains("(app)", "1 of 5 operations failed");
        assertThat(question.evidence()).singleElement().asString().contains("call app-stopped at fra", "is refused");
        assertThat(question.choices()).containsExactly("retry", "skip", "abort", "unplanned");
        assertThat(server.sites.effects()).doesNotContain("STOP ledger@fra");

        server.sites.faults().clear();
        server.decide(run.id(), "retry", "");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.sites.told("CALL app-stopped@fra")).containsEntry("CHANGEOVER_ATTEMPT", "2");
        assertThat(server.sites.calls("CALL app-stopped@fra")).isEqualTo(2);
        assertThat(server.sites.calls("CALL app-stops@fra")).isEqualTo(1);
        assertThat(server.sites.calls("STOP shop-1@fra")).isEqualTo(1);
    }

    @Test
    void aHookBeforeAStepThatFailsKeepsTheStepFromBeginning() {
        PlanId plan = server.plan("hook-before", EVERYWHERE);
        server.sites.faults().refuse("CALL drain@fra");
        Run run = server.approved("switchover", plan);

        server.failure(run.id());

        assertThat(server.sites.calls("CALL app-stops@fra")).isZero();
        assertThat(server.sites.calls("STOP shop-1@fra")).isZero();
        server.decide(run.id(), "abort", "users cannot be drained tonight");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.ABORTED);
        server.assertSourceServes(plan);
    }

    @Test
    void beforeThePromotionARunCanStillBeAbortedAndTheUndoCallsNoHook() {
        PlanId plan = server.plan("hook-before-promotion", EVERYWHERE);
        server.sites.faults().refuse("CALL promotion-2@ams");
        Run run = server.approved("switchover", plan);

        assertThat(server.failure(run.id()).choices()).contains("abort");
        assertThat(server.now(run.id()).pointOfNoReturn()).isEmpty();
        long called = calledHooks();
        server.decide(run.id(), "abort", "the auditor says no");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.ABORTED);
        assertThat(calledHooks()).isEqualTo(called);
        assertThat(server.sites.calls("PROMOTE ledger@ams")).isZero();
        server.assertSourceServes(plan);
    }

    private long calledHooks() {
        return server.sites.effects().stream()
                .filter(effect -> effect.startsWith("CALL"))
                .count();
    }

    @Test
    void afterThePromotionTheRunGoesOnByDecisionOnly() {
        PlanId plan = server.plan("hook-after-promotion", EVERYWHERE);
        server.sites.faults().refuse("CALL promoted@ams");
        Run run = server.approved("switchover", plan);

        assertThat(server.failure(run.id()).choices()).containsExactly("retry", "skip");
        assertThat(server.now(run.id()).pointOfNoReturn()).isPresent();
        server.decide(run.id(), "skip", "the monitoring is told by hand");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED_WITH_SKIPS);
        assertThat(server.sites.route("www")).isEqualTo("ams");
        assertThat(server.status(plan).activeSite()).hasToString("ams");
    }

    @Test
    void whereHooksPromoteAloneTheActiveSiteMovesAllTheSame() {
        server.sites.reset(List.of("ledger", "shop-1", "shop-2"), List.of(), List.of("www"), "fra");
        PlanId plan = new PlanId("hooks-alone");
        String yaml = SimulatedServer.yaml("hooks-alone", EVERYWHERE)
                .replace("datasets:\n  - { name: ledger, connector: sim, rpo: 5s }\n", "");
        server.apply(plan, yaml);
        server.sites.faults().refuse("CALL promotion-1@ams");
        Run run = server.approved("switchover", plan);

        assertThat(server.failure(run.id()).choices()).contains("abort");
        server.sites.faults().clear();
        server.decide(run.id(), "retry", "");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.now(run.id()).pointOfNoReturn()).isPresent();
        assertThat(server.status(plan).activeSite()).hasToString("ams");
        assertThat(server.sites.told("CALL promoted@ams")).containsEntry("CHANGEOVER_EPOCH", "1");
        assertThat(server.sites.told("CALL warm@ams"))
                .containsEntry("CHANGEOVER_EPOCH", "2")
                .containsEntry("CHANGEOVER_RECOVERY_POINT", "");
    }

    @Test
    void onesThatMayFailAreKeptInTheRecordAndNamedOnlyWhereTheyWarn() throws Exception {
        PlanId plan = server.plan("hooks-may-fail", """
                hooks:
                  - { name: note, at: preStop, group: app, policy: continue, connector: sim, host: fra-1 }
                  - { name: monitoring, at: preStart, policy: warn, connector: sim, host: fra-1 }
                """);
        server.sites.faults().refuse("CALL note@fra");
        server.sites.faults().refuse("CALL monitoring@ams");
        server.sites.faults().refuse("STOP shop-1@fra");
        Run run = server.approved("switchover", plan);

        Decision question = server.failure(run.id());
        assertThat(question.question()).contains("1 of 3 operations failed");
        assertThat(question.evidence()).singleElement().asString().contains("stop shop-1");
        server.sites.faults().clear();
        server.sites.faults().refuse("CALL monitoring@ams");
        server.decide(run.id(), "retry", "");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.sites.calls("CALL note@fra")).as("not repeated").isEqualTo(1);
        assertThat(server.steps.operationsOf(run.id()))
                .filteredOn(one -> one.operation() == Operation.CALL)
                .extracting(OperationRecord::state)
                .containsExactly(OperationState.FAILED, OperationState.FAILED);
        assertThat(server.steps.ofRun(run.id())).extracting(StepRecord::state).containsOnly(StepState.DONE);
        assertThat(headline(run))
                .contains("Hook monitoring failed at ams", "is refused")
                .doesNotContain("note");
    }

    private String headline(Run run) throws Exception {
        String report = reports.json(run.id().value()).orElseThrow();
        return new ObjectMapper().readTree(report).at("/headline/sentence").asText();
    }

    @Test
    void aDryRunCallsNone() {
        PlanId plan = server.plan("hooks-rehearsed", EVERYWHERE);

        Run run = server.start(SimulatedServer.OLGA, "switchover", plan, Map.of("dryRun", true));

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.REHEARSED);
        assertThat(server.sites.effects()).isEmpty();
        assertThat(server.now(run.id()).pointOfNoReturn()).isEmpty();
        assertThat(server.steps.operationsOf(run.id()))
                .filteredOn(one -> one.operation() == Operation.CALL)
                .hasSize(10)
                .allMatch(one ->
                        one.outcome().filter(Outcome.WOULD_CHANGE::equals).isPresent());
    }
}
