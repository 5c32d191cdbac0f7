package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.changeover.application.Caller;
import io.changeover.application.Protection;
import io.changeover.application.RefusedException;
import io.changeover.connector.spi.Operation;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.run.RunState;
import io.changeover.domain.site.SiteId;
import io.changeover.report.ReportArchive;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Failover on simulated sites: who says that a site is lost, who may accept it, and what then happens without the site. */
@SimulatedTest
class LostSiteTest {
    private static final Caller BERTA = new Caller("berta", Set.of("approvers"));

    @Autowired
    private SimulatedServer server;

    @Autowired
    private Protection protection;

    @Autowired
    private ReportArchive reports;

    @Autowired
    private TaskService tasks;

    @Autowired
    private IdentityService identity;

    @Test
    void aSiteThatNobodySeesIsLeftAfterAnApproverHasAcceptedTheLoss() throws Exception {
        PlanId plan = SilentSite.lost(server, "lost", SilentSite.WATCHED);

        Run run = server.start("failover", plan);
        Decision question = server.question(run.id());

        assertThat(question.choices()).containsExactly("approve", "look", "decline");
        assertThat(question.question())
                .contains("fra is lost")
                .contains("from fra to ams")
                .contains("ledger at most 4.2 s, bytes unknown");
        assertThat(question.evidence())
                .contains(
                        "the server: nothing of it answers (6 asked)",
                        "witness office: nothing of it answers (1 asked)")
                .anyMatch(line -> line.startsWith("possible loss: ledger"));
        assertThat(server.sites.effects()).as("nothing before the approval").isEmpty();
        assertThat(server.status(plan).activeSite()).isEqualTo(new SiteId("fra"));

        server.approve(run.id());
        Run ended = server.ended(run.id());

        assertThat(ended.outcome()).contains(RunOutcome.COMPLETED_UNPROTECTED);
        assertThat(server.sites.effects())
                .startsWith("FENCE power@fra", "PROMOTE ledger@ams", "START ledger@ams")
                .endsWith("SWITCH www@ams")
                .containsOnlyOnce("START shop-1@ams", "START shop-2@ams")
                .hasSize(6);
        assertThat(server.sites.violations()).isEmpty();
        assertThat(server.status(plan).state()).isEqualTo(PlanState.UNPROTECTED);
        assertThat(server.status(plan).activeSite()).isEqualTo(new SiteId("ams"));
        assertThat(protection.task(plan)).map(Decision::run).contains(run.id());
        JsonNode dataset = report(run).at("/recoveryPoint/datasets/0");
        assertThat(dataset.at("/announced/words").asText()).isEqualTo("ledger at most 4.2 s, bytes unknown");
        assertThat(dataset.at("/announced/bytes").isNull())
                .as("unknown is not 0")
                .isTrue();
    }

    @Test
    void silenceIsAFindingAndNoLookTakesLongerThanItsLimit() {
        PlanId plan = server.plan("silent", SilentSite.WATCHED);
        server.apply(
                plan,
                SimulatedServer.yaml("silent", SilentSite.WATCHED)
                        .replace("limits: { operation: 2s }", "limits: { operation: 2s, evidence: 200ms }"));
        SilentSite.stopAll(server);
        for (String name : List.of("ledger", "shop-1", "shop-2")) {
            server.sites.faults().swallow("STATUS " + name + "@fra");
            server.sites.faults().swallow("CHECK " + name + "@fra");
        }
        server.sites.faults().swallow("CHECK www@fra");

        Run run = server.start("failover", plan);

        assertThat(server.question(run.id()).choices()).contains("approve");
        assertThat(server.steps.operationsOf(run.id()))
                .filteredOn(one -> one.operation() == Operation.LOOK)
                .hasSize(7)
                .allSatisfy(look -> {
                    assertThat(look.state()).isEqualTo(OperationState.DONE);
                    assertThat(look.outputs()).containsEntry("seen", "dead");
                    assertThat(look.attempts()).isEqualTo(1);
                });
    }

    @Test
    void aSiteThatAWitnessSeesIsOnlyLeftByWhoOverridesThatWithAReason() throws Exception {
        PlanId plan = server.plan("seen", SilentSite.WATCHED);
        SilentSite.silence(server);

        Run refused = server.start("failover", plan);
        Decision question = server.question(refused.id());
        assertThat(question.choices()).containsExactly("override", "look", "stop");
        assertThat(question.question()).contains("NOT confirmed lost").contains("witness office sees it alive");
        assertThatThrownBy(() -> server.approve(refused.id()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("CHOICE_WRONG");
        assertThatThrownBy(() -> server.door.answer(SimulatedServer.ANTON, question.task(), "override", " "))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("REASON_MISSING");
        server.door.answer(SimulatedServer.ANTON, question.task(), "stop", "only our line is down");
        assertThat(server.ended(refused.id()).outcome()).contains(RunOutcome.NOT_READY);
        assertThat(server.status(plan).state()).isEqualTo(PlanState.ACTIVE);
        assertThat(server.sites.effects()).isEmpty();

        SilentSite.stopAll(server);
        server.sites.runAll("fra", List.of("left-over"));
        Run overridden = server.start("failover", plan);
        server.door.answer(
                SimulatedServer.ANTON, server.question(overridden.id()).task(), "override", "the hall is on fire");
        assertThat(server.ended(overridden.id()).outcome()).contains(RunOutcome.COMPLETED_UNPROTECTED);
        assertThat(report(overridden).at("/headline/sentence").asText())
                .contains("anton overrode the evidence that fra is lost: “the hall is on fire”")
                .contains("witness office: it answers");
    }

    @Test
    void withoutAWitnessNothingIsConfirmedAndAnotherLookAsksAnew() {
        PlanId plan = SilentSite.lost(server, "alone", "fencing: [ { name: power, connector: sim } ]\n");
        Run run = server.start("failover", plan);
        Decision first = server.question(run.id());
        assertThat(first.choices()).containsExactly("override", "look", "stop");
        assertThat(first.question()).contains("fewer than two vantage points");

        server.door.answer(SimulatedServer.ANTON, first.task(), "look", "");
        server.await("another question", () -> !server.question(run.id()).task().equals(first.task()));

        assertThat(server.steps.ofRun(run.id())).hasSize(2);
        server.control.abort(run.id(), "olga", "a test is over");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.ABORTED);
        assertThat(server.status(plan).state()).isEqualTo(PlanState.ACTIVE);
    }

    @Test
    void nobodyGoesOnWithoutACopyAtTheTarget() {
        PlanId plan = SilentSite.lost(server, "no-copy", SilentSite.WATCHED);
        server.sites.faults().refuse("ESTIMATE ledger@ams");

        Run run = server.start("failover", plan);

        assertThat(server.question(run.id()).choices()).containsExactly("look", "decline");
        assertThat(server.question(run.id()).question()).contains("ledger unknown");
        server.door.answer(SimulatedServer.ANTON, server.question(run.id()).task(), "decline", "no copy");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.DECLINED);
    }

    @Test
    void asManyDifferentPeopleApproveAsThePlanWantsWhateverTheDoor() {
        PlanId plan = SilentSite.lost(server, "two", SilentSite.WATCHED + "approvals: { failover: { of: 2 } }\n");
        Caller both = new Caller("olga", Set.of("operators", "approvers"));
        Run run = server.start(both, "failover", plan, Map.of());
        Decision first = server.question(run.id());
        assertThat(first.question()).contains("2 different people must approve");
        assertThatThrownBy(() -> server.door.answer(both, first.task(), "approve", ""))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("REQUESTER_EXCLUDED");

        server.approve(run.id());
        Decision second = server.question(run.id());
        assertThat(second.task()).isNotEqualTo(first.task());
        assertThat(second.question()).contains("anton approved; 1 of 2 are still wanted");
        assertThatThrownBy(() -> server.approve(run.id()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("ALREADY_APPROVED");
        identity.setAuthentication("anton", List.of("approvers"));
        try {
            assertThatThrownBy(() -> tasks.complete(second.task(), Map.of("choice", "approve")))
                    .hasStackTraceContaining("ALREADY_APPROVED");
        } finally {
            identity.clearAuthentication();
        }
        assertThat(server.sites.effects()).isEmpty();

        server.door.answer(BERTA, second.task(), "approve", "");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED_UNPROTECTED);
        assertThat(server.decisions.ofRun(run.id()))
                .filteredOn(one -> one.kind() == Decision.Kind.APPROVAL)
                .extracting(one -> one.decidedBy().orElseThrow())
                .containsExactly("anton", "berta");
    }

    @Test
    void oneWhoDeclinesEndsIt() {
        PlanId plan = server.plan("two-decline", "approvals: { switchover: { of: 2 } }\n");
        Run run = server.start("switchover", plan);
        server.approve(run.id());

        server.door.answer(BERTA, server.question(run.id()).task(), "decline", "not tonight");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.DECLINED);
        server.assertSourceServes(plan);
    }

    @Test
    void aDryRunShowsWhatWouldBeLostAndChangesNothing() {
        PlanId plan = server.plan("rehearsed", SilentSite.WATCHED);

        Run run = server.start(SimulatedServer.OLGA, "failover", plan, Map.of("dryRun", true));

        Run ended = server.ended(run.id());
        assertThat(ended.outcome()).contains(RunOutcome.REHEARSED);
        assertThat(ended.state()).isEqualTo(RunState.ENDED);
        assertThat(server.steps.operationsOf(run.id()))
                .filteredOn(
                        one -> one.operation() == Operation.LOOK && one.target().equals("office"))
                .singleElement()
                .satisfies(one -> assertThat(one.outputs()).containsEntry("seen", "alive"));
        server.assertSourceServes(plan);
    }

    @Test
    void aLossIsMeasuredFromTheSilenceBackToWhatTheTargetHolds() throws Exception {
        PlanId plan = SilentSite.lost(server, "measured", SilentSite.WATCHED);
        Run run = server.start("failover", plan);
        server.approve(run.id());
        server.ended(run.id());

        OperationRecord promotion = server.steps.operationsOf(run.id()).stream()
                .filter(one -> one.operation() == Operation.PROMOTE)
                .findFirst()
                .orElseThrow();
        Instant held = Instant.parse(promotion.outputs().get("heldUntil"));
        JsonNode point = report(run).at("/recoveryPoint");
        assertThat(held).isBefore(run.startedAt());
        assertThat(point.at("/datasets/0/explanation").asText()).contains("ams holds what was written until " + held);
        assertThat(point.at("/verdict").asText()).isEqualTo("MISSED");
        assertThat(point.at("/announced").isMissingNode()).isFalse();
    }

    @Test
    void aSwitchoverWhoseSourceDiesOnTheWayGoesOnWithoutItAndDoesNothingTwice() throws Exception {
        PlanId plan = server.plan("half-way", SilentSite.WATCHED);
        server.sites.faults().refuse("PROVE ledger@ams", "fra does not answer");
        Run run = server.approved("switchover", plan);
        Decision failure = server.failure(run.id());
        assertThat(failure.choices()).contains("retry", "abort", "unplanned");
        SilentSite.silence(server);

        assertThatThrownBy(() -> server.door.answer(SimulatedServer.OLGA, failure.task(), "unplanned", ""))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("REASON_MISSING");
        server.door.answer(SimulatedServer.OLGA, failure.task(), "unplanned", "fra burns");
        Decision loss = server.question(run.id());
        assertThat(loss.kind()).isEqualTo(Decision.Kind.APPROVAL);
        assertThat(loss.choices()).containsExactly("approve", "look");
        assertThat(loss.question()).contains("fra is lost");
        server.approve(run.id());

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED_UNPROTECTED);
        assertThat(server.sites.effects())
                .doesNotHaveDuplicates()
                .contains(
                        "STOP ledger@fra",
                        "FENCE power@fra",
                        "PROMOTE ledger@ams",
                        "START shop-1@ams",
                        "SWITCH www@ams");
        assertThat(server.sites.violations()).isEmpty();
        assertThat(server.now(run.id()).unplannedAt()).isPresent();
        assertThat(report(run).at("/headline/sentence").asText()).contains("It went unplanned at ");
        assertThat(report(run).path("events").toString())
                .contains("WENT_UNPLANNED")
                .contains("fra burns");
        assertThat(server.status(plan).state()).isEqualTo(PlanState.UNPROTECTED);
    }

    @Test
    void aStepThatHangsOnALostSourceIsLeftByAPersonsWord() {
        PlanId plan = server.plan("hangs", SilentSite.WATCHED);
        server.sites.faults().hold("SYNC ledger@ams");
        Run run = server.approved("switchover", plan);
        server.await("the hanging step", () -> server.sites.calls("SYNC ledger@ams") > 0);
        SilentSite.silence(server);

        server.control.goUnplanned(run.id(), "olga", "fra is under water");
        server.approve(run.id());

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED_UNPROTECTED);
        assertThat(server.sites.effects()).doesNotHaveDuplicates().contains("PROMOTE ledger@ams");
        assertThatThrownBy(() -> server.control.goUnplanned(run.id(), "olga", "again"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("RUN_NOT_RUNNING");
    }

    @Test
    void aRunThatMovesNothingYetIsAbortedInstead() {
        PlanId plan = server.plan("too-early", SilentSite.WATCHED);
        Run run = server.start("switchover", plan);
        server.question(run.id());

        assertThatThrownBy(() -> server.control.goUnplanned(run.id(), "olga", "fra burns"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("NOT_IN_THE_MOVE");
        server.control.abort(run.id(), "olga", "a test is over");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.ABORTED);
        server.assertSourceServes(plan);
    }

    private JsonNode report(Run run) throws Exception {
        return new ObjectMapper().readTree(reports.json(run.id().value()).orElseThrow());
    }
}
