package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

class TasklistTest extends InBrowser {
    private static final String EXCLUDED = "'ada' asked for run %s and may not approve or decline it";

    private Tasklist tasklist;

    @BeforeEach
    void tasklist() {
        tasklist = new Tasklist(browser);
    }

    @Test
    void anApproverReadsTheEvidenceAndApproves() {
        PlanId plan = server.plan("tasklist-approval");
        Run run = server.start(ADA, "switchover", plan, Map.of("reason", "hall 2 is cooled"));
        server.question(run.id());

        openAs("anton", Tasklist.PATH);
        tasklist.pick("Approve switchover · " + run.id());
        tasklist.claim();

        assertThat(tasklist.field("PlanId")).isEqualTo("tasklist-approval");
        assertThat(tasklist.field("Direction")).isEqualTo("fra → ams");
        assertThat(tasklist.field("Requester")).isEqualTo("ada");
        assertThat(tasklist.field("RequestReason")).isEqualTo("hall 2 is cooled");
        assertThat(tasklist.field("Lag")).isEqualTo("ledger 0 bytes, 0 ms");
        assertThat(tasklist.field("ExpectedOutage")).contains("not known before the first run", "objective");
        assertThat(tasklist.field("Evidence")).contains("shop-1 at fra: running", "www at fra: points to fra");

        tasklist.choose("Approve");
        tasklist.complete();

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.decisions.ofRun(run.id()))
                .singleElement()
                .satisfies(decision -> assertThat(decision.decidedBy()).contains("anton"));
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requestsElsewhere()).isEmpty();
    }

    @Test
    void theRequesterIsToldWhyNotAndTheTaskStays() {
        PlanId plan = server.plan("tasklist-own");
        Run run = server.start(ADA, "switchover", plan, Map.of());
        Decision question = server.question(run.id());

        openAs("ada", Tasklist.PATH);
        tasklist.openTask(question.task());
        tasklist.claim();
        tasklist.choose("Approve");
        tasklist.complete();

        browser.read(EXCLUDED.formatted(run.id()));
        assertThat(server.question(run.id())).isEqualTo(question);
        assertThat(server.sites.effects()).isEmpty();
        decline(run);
    }

    @Test
    void theRequesterIsRefusedByTheRawEngineApiWithTheSameSentence() throws Exception {
        PlanId plan = server.plan("raw-own");
        Run run = server.start(ADA, "switchover", plan, Map.of());
        Decision question = server.question(run.id());

        HttpResponse<String> answer = complete("ada", question.task(), "approve");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
        assertThat(answer.body()).contains("REQUESTER_EXCLUDED", EXCLUDED.formatted(run.id()));
        assertThat(server.question(run.id())).isEqualTo(question);

        assertThat(complete("anton", question.task(), "approve").statusCode()).isEqualTo(204);
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
    }

    @Test
    void decliningNeedsACommentAndChangesNothing() {
        PlanId plan = server.plan("tasklist-decline");
        Run run = server.start(ADA, "switchover", plan, Map.of());

        openAs("anton", Tasklist.PATH + "#/");
        tasklist.openTask(server.question(run.id()).task());
        tasklist.claim();
        tasklist.choose("Decline");
        tasklist.complete();
        browser.read("'decline' needs a reason; it goes into the report");
        tasklist.comment("not before the freeze ends");
        tasklist.complete();

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.DECLINED);
        assertThat(server.sites.effects()).isEmpty();
    }

    @Test
    void aFailedStepIsRepairedAndRetried() {
        PlanId plan = server.plan("tasklist-retry");
        Run run = failing(plan, "START shop-1@ams");
        Decision question = server.question(run.id());

        openAs("olga", Tasklist.PATH);
        tasklist.pick("Decide on the failed step · " + run.id());
        tasklist.claim();
        assertThat(tasklist.field("Question")).contains("1 of 2 operations failed");
        assertThat(tasklist.field("Evidence")).contains("start shop-1 at ams", "wanted running, found failed");
        assertThat(tasklist.offers("Skip with reason")).isTrue();
        assertThat(tasklist.offers("Abort the run"))
                .as("past the point of no return")
                .isFalse();

        server.sites.faults().clear();
        tasklist.choose("Retry what failed");
        tasklist.complete();

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.decisions.find(question.task()).orElseThrow().decidedBy())
                .contains("olga");
    }

    @Test
    void aFailedStepIsSkippedWithAReasonThatTheOutcomeShows() {
        PlanId plan = server.plan("tasklist-skip");
        Run run = failing(plan, "START shop-2@ams");
        server.question(run.id());

        decideAsOlga(run, "Skip with reason", "it is on holiday");
        server.sites.faults().clear();
        Decision check = server.question(run.id());
        server.door.answer(SimulatedServer.OLGA, check.task(), "skip", "it does not run");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED_WITH_SKIPS);
    }

    @Test
    void aFailedStepIsAbortedBeforeThePointOfNoReturn() {
        PlanId plan = server.plan("tasklist-abort");
        Run run = failing(plan, "STOP ledger@fra");
        server.question(run.id());

        decideAsOlga(run, "Abort the run", "the database does not stop");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.ABORTED);
        assertThat(server.sites.runs("shop-1", "fra")).isTrue();
        assertThat(server.sites.route("www")).isEqualTo("fra");
    }

    @Test
    void whatNothingProvedIsNotSkippedButStatedByAnApprover() throws Exception {
        PlanId plan = server.plan("tasklist-stated");
        Run run = failing(plan, "PROVE ledger@ams");
        Decision question = server.question(run.id());
        HttpResponse<String> skip = complete("olga", question.task(), "skip");
        assertThat(skip.statusCode()).as(skip.body()).isEqualTo(409);
        assertThat(skip.body()).contains("CHOICE_WRONG");

        openAs("anton", Tasklist.PATH);
        tasklist.openTask(question.task());
        tasklist.claim();
        assertThat(tasklist.offers("Skip with reason")).isFalse();
        tasklist.choose("I state that the source takes no writes");
        tasklist.comment("both consoles show it down");
        tasklist.complete();

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED_WITH_SKIPS);
        assertThat(server.decisions.find(question.task())).hasValueSatisfying(decision -> {
            assertThat(decision.decidedBy()).contains("anton");
            assertThat(decision.reason()).contains("both consoles show it down");
        });
    }

    private Run failing(PlanId plan, String what) {
        server.sites.faults().refuse(what, "wanted running, found failed");
        Run run = server.start("switchover", plan);
        server.approve(run.id());
        return run;
    }

    private void decideAsOlga(Run run, String answer, String reason) {
        openAs("olga", Tasklist.PATH);
        tasklist.openTask(server.question(run.id()).task());
        tasklist.claim();
        tasklist.choose(answer);
        tasklist.comment(reason);
        tasklist.complete();
        browser.gone(By.cssSelector("button.unclaim"));
    }

    private void decline(Run run) {
        server.door.answer(SimulatedServer.ANTON, server.question(run.id()).task(), "decline", "enough seen");
        server.ended(run.id());
    }

    private HttpResponse<String> complete(String user, String task, String choice) throws Exception {
        String login =
                Base64.getEncoder().encodeToString((user + ":" + password(user)).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:%d/engine-rest/task/%s/complete".formatted(port, task)))
                .header("Authorization", "Basic " + login)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"variables\":{\"choice\":{\"value\":\"%s\"}}}".formatted(choice)))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
