package io.changeover.scenario;

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
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Where nothing proved that the source takes no writes a person answers for it, by whatever way the run got there. */
@SimulatedTest
class StatementTest {
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
        deployment = Rescue.deploy(repository);
    }

    @AfterEach
    void remove() {
        repository.deleteDeployment(deployment, true);
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
        assertThat(server.steps.operationsOf(run.id()))
                .filteredOn(
                        one -> one.operation() == Operation.ROLE && one.site().equals(run.source()))
                .last()
                .satisfies(one -> assertThat(one.message()).contains("no answer: no route to fra-1"));
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

        Rescue.stopAll(server);
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

    @Test
    void silenceAfterTheSourceWasHeardTakesNothingBackUntilSomebodyStatesItAnew() {
        PlanId plan = server.plan("fence-heard-once");
        server.sites.faults().refuse("PROMOTE ledger@ams", "no room on ams-1");
        Run run = server.start("rescue", plan);
        Decision failed = promotion(run);
        server.sites.runAll("fra", List.of("ledger"));
        server.sites.faults().clear();
        long before = server.sites.calls("PROMOTE ledger@ams");
        Decision heard = retried(run, failed);
        assertThat(heard.evidence())
                .singleElement()
                .asString()
                .contains("ledger as primary")
                .doesNotContain("silent");

        server.sites.faults().refuse("ROLE ledger@fra", "no route to fra-1");
        Decision silent = retried(run, heard);

        assertThat(silent.evidence())
                .singleElement()
                .asString()
                .contains(
                        "the verified stop has found that fra takes no writes, but it answers there: ledger as primary")
                .contains("It was silent when it was asked again");
        assertThat(silent.choices()).containsExactly("retry", "stated");
        assertThat(server.sites.calls("PROMOTE ledger@ams")).isEqualTo(before);
        server.sites.stopByHand("ledger", "fra");
        server.door.answer(SimulatedServer.ANTON, silent.task(), "stated", "the power of the hall is off now");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.sites.effects("PROMOTE ledger@ams")).isEqualTo(1);
        assertThat(server.sites.violations()).isEmpty();
    }

    @Test
    void aQuestionThatAPersonEndsIsNoSilence() {
        PlanId plan = unfenceable("fence-impatient");
        Run run = server.start("rescue", plan);
        server.sites.faults().hold("ROLE ledger@fra");
        server.door.answer(
                SimulatedServer.ANTON, server.failure(run.id()).task(), "stated", "the hall in fra has no power");
        server.await("the question to fra", () -> underWay(run).isPresent());
        OperationRecord asked = underWay(run).orElseThrow();
        int step = server.steps.find(asked.step()).orElseThrow().number();

        server.control
                .step()
                .cancel(run.id(), step, Optional.of(asked.number()), OperatorDesk.caller("olga"), "takes too long");

        assertThat(promotion(run).evidence()).singleElement().asString().contains("cancelled by olga: takes too long");
        assertThat(server.sites.calls("PROMOTE ledger@ams")).isZero();
        server.sites.faults().clear();
        Rescue.stopAll(server);
        server.door.answer(SimulatedServer.OLGA, promotion(run).task(), "retry", "");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED_WITH_SKIPS);
        assertThat(server.sites.effects("PROMOTE ledger@ams")).isEqualTo(1);
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

        Rescue.stopAll(server);
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

    private PlanId unfenceable(String name) {
        PlanId plan = server.plan(name, Rescue.METHODS);
        for (String what : List.of("FENCE power@fra", "FENCE gate@fra", "STOP shop-1@fra")) {
            server.sites.faults().refuse(what);
        }
        return plan;
    }

    /** What is being asked of the source. */
    private Optional<OperationRecord> underWay(Run run) {
        return server.steps.operationsOf(run.id()).stream()
                .filter(one -> one.operation() == Operation.ROLE && one.site().equals(run.source()))
                .filter(one -> one.state() == OperationState.RUNNING)
                .findFirst();
    }

    /** The next question about the promotion, after an operator has had it tried once more. */
    private Decision retried(Run run, Decision question) {
        server.door.answer(SimulatedServer.OLGA, question.task(), "retry", "");
        server.await("the refusal", () -> !promotion(run).task().equals(question.task()));
        return promotion(run);
    }

    private Decision promotion(Run run) {
        server.await("the question", () -> asked(run).stream().anyMatch(one -> one.startsWith("Promote")));
        return server.decisions.open(Optional.of(run.id())).stream()
                .filter(one -> one.question().startsWith("Promote"))
                .findFirst()
                .orElseThrow();
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
}
