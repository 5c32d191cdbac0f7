package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changeover.application.RefusedException;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import io.changeover.report.ReportArchive;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@SimulatedTest
class DecisionTest {
    @Autowired
    private SimulatedServer server;

    @Autowired
    private ReportArchive reports;

    @Test
    void aServiceThatWillNotStopEndsInADecisionAndRetryRepeatsOnlyIt() {
        PlanId plan = server.plan("will-not-stop");
        server.sites.faults().refuse("STOP shop-1@fra");
        Run run = server.approved("switchover", plan);

        Decision question = server.failure(run.id());

        assertThat(question.question()).contains("(app)", "1 of 2 operations failed");
        assertThat(question.evidence()).singleElement().asString().contains("stop shop-1 at fra", "is refused");
        assertThat(question.choices()).containsExactly("retry", "skip", "abort", "unplanned");
        assertThat(server.sites.effects()).contains("STOP shop-2@fra").doesNotContain("STOP ledger@fra");

        server.sites.faults().clear();
        server.decide(run.id(), "retry", "");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.sites.calls("STOP shop-2@fra")).isEqualTo(1);
        assertThat(server.sites.effects("STOP shop-1@fra")).isEqualTo(1);
        assertThat(server.sites.violations()).isEmpty();
    }

    @Test
    void aCheckThatNeverGetsGoodSaysWhatItFoundAndNotThatTimeIsOver() {
        PlanId plan = server.plan("never-good");
        server.sites.faults().trouble("CHECK shop-1@ams");
        Run run = server.approved("switchover", plan);

        Decision question = server.failure(run.id());

        assertThat(question.evidence())
                .singleElement()
                .asString()
                .contains("check shop-1 at ams", "does not get there");
        assertThat(server.sites.calls("CHECK shop-1@ams")).isGreaterThan(10);
        assertThat(question.choices()).as("past the point of no return").containsExactly("retry", "skip");

        server.sites.faults().clear();
        server.decide(run.id(), "retry", "");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
    }

    @Test
    void aRouteThatHasForgottenItsSwitchIsSwitchedAgainWhenItsProofIsRetried() {
        PlanId plan = server.plan("forgotten");
        server.sites.faults().trouble("CHECK www@ams");
        Run run = server.approved("switchover", plan);
        server.failure(run.id());
        server.sites.switchByHand("www", "fra");

        server.sites.faults().clear();
        server.decide(run.id(), "retry", "");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.sites.route("www")).isEqualTo("ams");
        assertThat(server.sites.effects("SWITCH www@ams")).isEqualTo(2);
        assertThat(server.sites.calls("START shop-1@ams")).as("nothing else").isEqualTo(1);
    }

    @Test
    void aHostThatSwallowsPacketsEndsInADecisionAndIsNotTakenForDown() {
        PlanId plan = server.plan("swallows");
        server.sites.faults().swallow("STOP ledger@fra");
        Run run = server.approved("switchover", plan);

        Decision question = server.failure(run.id());

        assertThat(question.evidence()).singleElement().asString().contains("stop ledger at fra", "is not known");
        assertThat(server.sites.effects()).doesNotContain("PROMOTE ledger@ams");

        server.sites.faults().clear();
        server.decide(run.id(), "retry", "");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
    }

    @Test
    void aSkipNeedsAReasonAndShowsInOutcomeAndHeadline() {
        PlanId plan = server.plan("skipped");
        server.sites.faults().refuse("START shop-2@ams");
        server.sites.faults().refuse("CHECK shop-2@ams");
        Run run = server.approved("switchover", plan);
        String task = server.failure(run.id()).task();

        assertThatThrownBy(() -> server.door.answer(SimulatedServer.OLGA, task, "skip", " "))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("REASON_MISSING");
        server.decide(run.id(), "skip", "one shop is enough for tonight");
        server.await(
                "the second question", () -> !server.failure(run.id()).task().equals(task));
        server.decide(run.id(), "skip", "it was not started");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED_WITH_SKIPS);
        assertThat(server.sites.runs("shop-2", "ams")).isFalse();
        String headline = reports.json(run.id().value()).orElseThrow();
        assertThat(headline).contains("skip", "one shop is enough for tonight");
    }

    @Test
    void whenManyAnswerAtOnceOneCounts() throws Exception {
        PlanId plan = server.plan("many-answers");
        server.sites.faults().trouble("STOP shop-1@fra", 1_000);
        server.sites.faults().refuse("STOP shop-2@fra");
        Run run = server.approved("switchover", plan);
        String task = server.failure(run.id()).task();
        server.sites.faults().clear();

        ExecutorService people = Executors.newFixedThreadPool(6);
        List<Future<String>> answers = people.invokeAll(Collections.nCopies(6, () -> {
            try {
                server.door.answer(SimulatedServer.OLGA, task, "retry", "");
                return "counted";
            } catch (RefusedException e) {
                return e.blockers().get(0).code();
            }
        }));
        people.shutdown();

        List<String> codes = new ArrayList<>();
        for (Future<String> answer : answers) {
            codes.add(answer.get());
        }
        assertThat(codes).containsOnlyOnce("counted").containsAnyOf("TASK_UNKNOWN", "TASK_ANSWERED");
        assertThat(codes).isSubsetOf("counted", "TASK_UNKNOWN", "TASK_ANSWERED");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.sites.effects("STOP shop-2@fra")).isEqualTo(1);
    }

    @Test
    void onlyOperatorsDecideAndOnlyWhatIsOffered() {
        PlanId plan = server.plan("only-operators");
        server.sites.faults().refuse("STOP shop-1@fra");
        Run run = server.approved("switchover", plan);
        String task = server.failure(run.id()).task();

        assertThatThrownBy(() -> server.door.answer(SimulatedServer.ANTON, task, "retry", ""))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("NOT_ALLOWED");
        assertThatThrownBy(() -> server.door.answer(SimulatedServer.OLGA, task, "ignore", ""))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("CHOICE_WRONG")
                .hasMessageContaining("retry");

        server.decide(run.id(), "abort", "enough");
        server.ended(run.id());
        assertThatThrownBy(() -> server.door.answer(SimulatedServer.OLGA, task, "retry", ""))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("TASK_UNKNOWN");
    }

    @Test
    void evidenceLongerThanTheEngineKeepsIsStillAQuestion() {
        PlanId plan = server.plan("long-evidence", SimulatedServer.manyInstances(60));
        for (int i = 1; i <= 60; i++) {
            server.sites.faults().refuse("STATUS a-long-name-of-a-service-that-stands-in-for-many-%d@fra".formatted(i));
        }
        Run run = server.start("switchover", plan);

        Decision question = server.failure(run.id());

        assertThat(question.evidence()).hasSize(60);
        assertThat(String.join("", question.evidence())).hasSizeGreaterThan(4_000);
        server.decide(run.id(), "abort", "it was only a question");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.ABORTED);
    }
}
