package io.changeover.scenario;

import static io.changeover.runbook.lint.Diagram.flow;
import static io.changeover.runbook.lint.Diagram.property;
import static io.changeover.runbook.lint.Diagram.runbook;
import static io.changeover.runbook.lint.Diagram.start;
import static io.changeover.runbook.lint.Diagram.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changeover.application.RefusedException;
import io.changeover.connector.spi.Operation;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import io.changeover.report.ReportArchive;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A source that cannot be asked to stop is fenced, or a person answers for it; nothing is promoted before. */
@SimulatedTest
class FencingTest {
    private static final String METHODS = """
            fencing:
              - { name: power, connector: sim, within: 1s, fra: { host: ams-1 } }
              - { name: gate, connector: sim, within: 1s, fra: { host: ams-1 }, ams: { host: fra-1 } }
              - { name: quiet, connector: stop, within: 1s }
            """;

    @Autowired
    private SimulatedServer server;

    @Autowired
    private RuntimeService engine;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private IdentityService identities;

    @Autowired
    private ReportArchive reports;

    private String deployment = "";

    @BeforeEach
    void deploy() {
        String end = "<bpmn:endEvent id=\"End_R\">" + property("outcome", "COMPLETED") + "</bpmn:endEvent>";
        String body = start("Start_R")
                + step("Task_Fence", "Fence the source", "fenceSource")
                + step("Task_Promote", "Promote", "promoteDatasets")
                + step("Task_Begin", "Start", "startInstances")
                + step("Task_Route", "Switch routes", "switchRoutes")
                + end
                + flow("Start_R", "Task_Fence", "Task_Promote", "Task_Begin", "Task_Route", "End_R");
        deployment = repository
                .createDeployment()
                .addString("rescue.bpmn", runbook("rescue", body))
                .deploy()
                .getId();
    }

    @AfterEach
    void remove() {
        repository.deleteDeployment(deployment, true);
    }

    @Test
    void methodsAreTriedInTheirOrderUntilOneHasEvidence() {
        PlanId plan = server.plan("fence-in-order", METHODS);
        server.sites.stopByHand("ledger", "fra");
        List.of("shop-1", "shop-2").forEach(name -> server.sites.stopByHand(name, "fra"));
        server.sites.faults().refuse("FENCE power@fra", "no answer of the power controller");

        Run run = server.ended(server.start("rescue", plan).id());

        assertThat(run.outcome()).contains(RunOutcome.COMPLETED);
        assertThat(fencing(run))
                .containsExactly(
                        "FENCE power FAILED: no answer of the power controller",
                        "FENCE gate DONE: FENCE gate@fra",
                        "STOP shop-1 CANCELLED: not needed: gate has given evidence",
                        "STOP shop-2 CANCELLED: not needed: gate has given evidence",
                        "STOP ledger CANCELLED: not needed: gate has given evidence",
                        "ROLE ledger CANCELLED: not needed: gate has given evidence",
                        "FENCE quiet CANCELLED: not needed: gate has given evidence");
        assertThat(server.sites.fenced("gate", "fra")).isTrue();
        assertThat(server.sites.effects("PROMOTE ledger@ams")).isEqualTo(1);
    }

    @Test
    void aRequiredMethodIsTriedAlthoughAnotherOneHasEvidence() {
        PlanId plan = server.plan("fence-required", METHODS.replace("gate, ", "gate, required: true, "));
        stopAll();

        Run run = server.ended(server.start("rescue", plan).id());

        assertThat(run.outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.sites.effects()).startsWith("FENCE power@fra", "FENCE gate@fra", "PROMOTE ledger@ams");
    }

    @Test
    void thePlanWithoutMethodsHasTheVerifiedStop() {
        PlanId plan = server.plan("fence-by-stop");

        Run run = server.ended(server.start("rescue", plan).id());

        assertThat(run.outcome()).contains(RunOutcome.COMPLETED);
        assertThat(fencing(run))
                .contains("FENCE stop DONE: fra takes no writes: shop-1, shop-2, ledger read back as stopped");
        assertThat(server.sites.effects())
                .containsSubsequence("STOP shop-1@fra", "STOP ledger@fra", "PROMOTE ledger@ams")
                .containsSubsequence("STOP shop-2@fra", "STOP ledger@fra");
        assertThat(server.sites.violations()).isEmpty();
    }

    @Test
    void whatSwallowsPacketsHoldsNothingUp() {
        PlanId plan = server.plan("fence-swallow", METHODS);
        server.sites.faults().swallow("FENCE power@fra");
        server.sites.faults().swallow("FENCE gate@fra");
        server.sites.faults().swallow("STOP shop-1@fra");

        Run run = server.start("rescue", plan);

        Decision question = server.failure(run.id());
        assertThat(question.choices()).containsExactly("retry", "stated", "abort");
        assertThat(fencing(run))
                .anyMatch(
                        one -> one.startsWith("FENCE power FAILED: power at fra, on ams-1 (127.0.0.2): no end within"))
                .anyMatch(
                        one -> one.startsWith("STOP shop-1 FAILED: shop-1 at fra, on fra-1 (127.0.0.1): no end within"))
                .anyMatch(one -> one.startsWith("STOP ledger PENDING"))
                .anyMatch(one -> one.startsWith("FENCE quiet FAILED: fra: wanted every instance stopped")
                        && one.contains("ledger: not tried"));
        assertThat(server.sites.calls("PROMOTE ledger@ams")).isZero();

        server.sites.faults().clear();
        server.decide(run.id(), "retry", "");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.sites.fenced("power", "fra")).isTrue();
    }

    @Test
    void aPersonMayAnswerForTheSourceAndTheReportSaysSoFirst() {
        PlanId plan = unfenceable("fence-stated");
        Run run = server.start("rescue", plan);
        String task = server.failure(run.id()).task();

        assertThatThrownBy(() -> server.door.answer(SimulatedServer.OLGA, task, "stated", "I saw it"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("needs the group approvers")
                .hasMessageContaining("'olga' asked for run");
        assertThatThrownBy(() -> server.door.answer(SimulatedServer.OLGA, task, "skip", "no time"))
                .hasMessageContaining("the choice is one of [retry, stated, abort]");
        assertThatThrownBy(() -> server.door.answer(SimulatedServer.ANTON, task, "stated", " "))
                .hasMessageContaining("'stated' needs a reason");
        assertThatThrownBy(() -> server.door.answer(SimulatedServer.ANTON, task, "abort", "no"))
                .hasMessageContaining("needs the group operators");
        server.sites.faults().refuse("ROLE ledger@fra", "no route to fra-1");
        server.door.answer(SimulatedServer.ANTON, task, "stated", "the hall in fra has no power, seen on site");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED_WITH_SKIPS);
        assertThat(server.sites.effects("PROMOTE ledger@ams")).isEqualTo(1);
        assertThat(server.decisions.ofRun(run.id())).singleElement().satisfies(one -> {
            assertThat(one.decidedBy()).contains("anton");
            assertThat(one.reason()).contains("the hall in fra has no power, seen on site");
        });
        assertThat(reports.json(run.id().value()).orElseThrow())
                .contains("Nothing proved that fra takes no writes; anton stated it: “the hall in fra has no power")
                .contains("Asked before the promotion, it said: ledger: no answer.");
        assertThat(fencing(run)).contains("ROLE ledger DONE: no answer: no route to fra-1");
    }

    @Test
    void aSourceThatAnswersAsPrimaryOutweighsAPersonsWord() {
        PlanId plan = unfenceable("fence-contradicted");
        Run run = server.start("rescue", plan);
        server.door.answer(
                SimulatedServer.ANTON, server.failure(run.id()).task(), "stated", "the hall in fra has no power");

        Decision again = promotion(run);
        assertThat(again.choices()).containsExactly("retry", "stated", "abort");
        assertThat(again.evidence())
                .singleElement()
                .asString()
                .contains("anton stated that fra takes no writes, but it answers there: ledger as primary at ");
        assertThat(server.now(run.id()).pointOfNoReturn()).isEmpty();

        server.door.answer(SimulatedServer.ANTON, again.task(), "stated", "it is dark in there, believe me");
        server.await("the second refusal", () -> !promotion(run).task().equals(again.task()));
        assertThat(server.sites.calls("PROMOTE ledger@ams")).isZero();
        assertThat(server.sites.calls("ROLE ledger@ams"))
                .as("both sites are read")
                .isEqualTo(2);

        stopAll();
        server.door.answer(SimulatedServer.OLGA, promotion(run).task(), "retry", "");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED_WITH_SKIPS);
        assertThat(server.sites.effects("PROMOTE ledger@ams")).isEqualTo(1);
        assertThat(server.sites.violations()).isEmpty();
    }

    @Test
    void aSourceThatCameBackAfterItsVerifiedStopIsReadBeforeALatePromotion() {
        PlanId plan = server.plan("fence-came-back");
        server.sites.faults().refuse("PROMOTE ledger@ams", "no room on ams-1");
        Run run = server.start("rescue", plan);
        Decision failed = promotion(run);
        assertThat(failed.evidence()).singleElement().asString().contains("no room on ams-1");
        server.sites.runAll("fra", List.of("ledger"));
        server.sites.faults().clear();
        long before = server.sites.calls("PROMOTE ledger@ams");

        server.door.answer(SimulatedServer.OLGA, failed.task(), "retry", "");
        server.await("the refusal", () -> !promotion(run).task().equals(failed.task()));

        assertThat(promotion(run).evidence())
                .singleElement()
                .asString()
                .contains(
                        "the verified stop has found that fra takes no writes, but it answers there: ledger as primary");
        assertThat(server.sites.calls("PROMOTE ledger@ams")).isEqualTo(before);
        server.sites.stopByHand("ledger", "fra");
        server.door.answer(SimulatedServer.OLGA, promotion(run).task(), "retry", "");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.sites.violations()).isEmpty();
    }

    private Decision promotion(Run run) {
        server.await("the question", () -> asked(run).stream().anyMatch(one -> one.startsWith("Promote")));
        return server.decisions.open(Optional.of(run.id())).stream()
                .filter(one -> one.question().startsWith("Promote"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aProofThatFailsIsNotSkippedButAnsweredFor() {
        PlanId plan = server.plan("proof-stated");
        server.sites.faults().refuse("PROVE ledger@ams");
        Run run = server.approved("switchover", plan);
        Decision question = server.failure(run.id());

        assertThat(question.choices()).containsExactly("retry", "stated", "abort", "unplanned");
        server.door.answer(SimulatedServer.ANTON, question.task(), "stated", "read by hand: same position");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED_WITH_SKIPS);
        assertThat(server.sites.effects("PROMOTE ledger@ams")).isEqualTo(1);
    }

    @Test
    void aTokenThatIsMovedPastTheProofPromotesNothing() {
        PlanId plan = server.plan("raw-modification");
        server.sites.faults().refuse("PROVE ledger@ams");
        Run run = server.approved("switchover", plan);
        server.failure(run.id());
        jump(run, "Task_ProveSourceIsQuiet", "Task_PromoteDatasets");

        server.await("the refusal", () -> asked(run).stream().anyMatch(one -> one.contains("Promote")));

        assertThat(server.sites.calls("PROMOTE ledger@ams")).isZero();
        assertThat(server.now(run.id()).pointOfNoReturn())
                .as("nothing was promoted")
                .isEmpty();
        Decision question = server.decisions.open(Optional.of(run.id())).stream()
                .filter(one -> one.question().contains("Promote"))
                .findFirst()
                .orElseThrow();
        assertThat(question.choices()).containsExactly("retry", "stated", "abort", "unplanned");
        assertThat(question.evidence())
                .singleElement()
                .asString()
                .contains("wanted proof that fra takes no writes before ams is promoted, found none of ledger");

        server.door.answer(SimulatedServer.OLGA, question.task(), "retry", "");
        server.await(
                "the second refusal", () -> server.decisions.ofRun(run.id()).size() > 3);
        assertThat(server.sites.calls("PROMOTE ledger@ams")).isZero();
        Decision again = server.decisions.open(Optional.of(run.id())).stream()
                .filter(one -> one.question().contains("Promote"))
                .findFirst()
                .orElseThrow();
        server.door.answer(SimulatedServer.OLGA, again.task(), "abort", "enough");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.ABORTED);
        server.assertSourceServes(plan);
    }

    @Test
    void aTokenThatIsMovedPastTheFencePromotesAfterAStatementOnly() {
        PlanId plan = unfenceable("raw-past-fence");
        Run run = server.start("rescue", plan);
        server.failure(run.id());
        jump(run, "Task_Fence", "Task_Promote");
        server.await("the refusal", () -> asked(run).stream().anyMatch(one -> one.startsWith("Promote")));
        assertThat(server.sites.calls("PROMOTE ledger@ams")).isZero();

        stopAll();
        String task = server.decisions.open(Optional.of(run.id())).stream()
                .filter(one -> one.question().startsWith("Promote"))
                .findFirst()
                .orElseThrow()
                .task();
        server.door.answer(SimulatedServer.ANTON, task, "stated", "I have pulled the plugs");

        server.ended(run.id());
        assertThat(server.sites.effects("PROMOTE ledger@ams")).isEqualTo(1);
        assertThat(server.sites.violations()).isEmpty();
    }

    @Test
    void anAbortReleasesWhatWasFencedAndStartsWhatWasStopped() {
        PlanId plan = server.plan("fence-abort", METHODS);
        server.sites.faults().refuse("FENCE gate@fra");
        server.apply(plan, SimulatedServer.yaml(plan.value(), METHODS.replace("gate, ", "gate, required: true, ")));
        Run run = server.start("rescue", plan);
        server.failure(run.id());

        server.decide(run.id(), "abort", "it answers again");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.ABORTED);
        assertThat(server.sites.fenced("power", "fra")).isFalse();
        assertThat(server.sites.effects()).contains("UNFENCE power@fra");
        server.assertSourceServes(plan);
    }

    @Test
    void anAbortStartsWhatTheVerifiedStopHasStopped() {
        PlanId plan = server.plan("stop-abort");
        server.sites.faults().refuse("STOP ledger@fra");
        Run run = server.start("rescue", plan);
        assertThat(server.failure(run.id()).evidence())
                .anyMatch(line -> line.contains("fence stop at fra: fra: wanted every instance stopped")
                        && line.contains("ledger: STOP ledger@fra is refused"));
        assertThat(server.sites.runs("shop-1", "fra")).isFalse();

        server.decide(run.id(), "abort", "it answers again");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.ABORTED);
        assertThat(server.sites.effects()).contains("START shop-1@fra", "START shop-2@fra");
        server.assertSourceServes(plan);
    }

    @Test
    void reprotectReleasesTheFencedSiteBeforeItFollowsAndNothingElseDoes() {
        PlanId plan = server.plan("fence-released", METHODS.replace("gate, ", "gate, required: true, "));
        stopAll();
        server.ended(server.start("rescue", plan).id());
        assertThat(server.sites.fenced("power", "fra")).isTrue();
        assertThat(server.sites.fenced("gate", "fra")).isTrue();

        server.sites.faults().refuse("UNFENCE power@fra", "the controller has no power itself");
        Run run = server.start("reprotect", plan);
        Decision question = server.failure(run.id());
        assertThat(question.question()).startsWith("Release the standby site");
        assertThat(server.sites.calls("PROTECT ledger@fra")).isZero();
        server.sites.faults().clear();
        server.decide(run.id(), "retry", "");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.sites.effects()).containsSubsequence("UNFENCE gate@fra", "UNFENCE power@fra");
        assertThat(server.sites.fenced("power", "fra")).isFalse();
        assertThat(server.sites.calls("PROTECT ledger@fra")).isEqualTo(1);
    }

    @Test
    void aDryRunFencesNothing() {
        PlanId plan = server.plan("fence-dry", METHODS);
        server.sites.faults().refuse("FENCE power@fra", "the controller is silent");

        Run run = server.ended(server.start(SimulatedServer.OLGA, "rescue", plan, Map.of("dryRun", true))
                .id());

        assertThat(run.outcome()).contains(RunOutcome.REHEARSED);
        assertThat(server.sites.effects()).isEmpty();
        assertThat(fencing(run))
                .as("every method is rehearsed")
                .containsExactly(
                        "FENCE power FAILED: the controller is silent",
                        "FENCE gate DONE: would FENCE gate@fra",
                        "STOP shop-1 DONE: would STOP shop-1@fra",
                        "STOP shop-2 DONE: would STOP shop-2@fra",
                        "STOP ledger DONE: would STOP ledger@fra",
                        "ROLE ledger DONE: primary",
                        "FENCE quiet DONE: would stop shop-1, shop-2, ledger and read back that fra takes no writes");
    }

    private PlanId unfenceable(String name) {
        PlanId plan = server.plan(name, METHODS);
        for (String what : List.of("FENCE power@fra", "FENCE gate@fra", "STOP shop-1@fra")) {
            server.sites.faults().refuse(what);
        }
        return plan;
    }

    private void stopAll() {
        List.of("ledger", "shop-1", "shop-2").forEach(name -> server.sites.stopByHand(name, "fra"));
    }

    private List<String> asked(Run run) {
        return server.decisions.open(Optional.of(run.id())).stream()
                .map(Decision::question)
                .toList();
    }

    /** What a program with the engine in its hands can do, past every door. */
    private void jump(Run run, String from, String to) {
        identities.clearAuthentication();
        String instance = engine.createProcessInstanceQuery()
                .rootProcessInstanceId(run.processInstance())
                .activityIdIn(from)
                .singleResult()
                .getId();
        engine.createProcessInstanceModification(instance)
                .cancelAllForActivity(from)
                .startBeforeActivity(to)
                .execute();
    }

    private List<String> fencing(Run run) {
        return server.steps.operationsOf(run.id()).stream()
                .filter(one -> one.operation() == Operation.FENCE
                        || one.operation() == Operation.STOP
                        || one.operation() == Operation.ROLE)
                .map(FencingTest::line)
                .toList();
    }

    private static String line(OperationRecord one) {
        String said = one.state() == OperationState.PENDING
                ? ""
                : ": " + one.message().orElse("");
        return "%s %s %s%s".formatted(one.operation(), one.target(), one.state(), said);
    }
}
