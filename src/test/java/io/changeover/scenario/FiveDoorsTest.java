package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.changeover.application.port.EventLog;
import io.changeover.cli.ChangeoverCli;
import io.changeover.cli.Surroundings;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;

/** One question, whichever way its answer comes: the same record, and the same words to whom it is not for. */
class FiveDoorsTest extends InBrowser {
    private static final String WHY = "evidence read";
    private static final String POST_FORM = """
            const [path, choice, reason, done] = arguments;
            const token = document.querySelector('[name=_csrf]').value;
            fetch(path, { method: 'POST', body: new URLSearchParams({ choice, reason, _csrf: token }) })
              .then(answer => answer.text())
              .then(page => done(new DOMParser().parseFromString(page, 'text/html').body.textContent));
            """;

    private static final By CLAIMED = By.cssSelector("button.unclaim");
    private static final By REFUSED = By.cssSelector(".page-notifications .alert");

    @Autowired
    private EventLog events;

    /** A way to answer a question. */
    enum Door {
        TASKLIST,
        DASHBOARD,
        COMMAND_LINE,
        API,
        ENGINE_API
    }

    /** What is kept of an answer, without what differs from run to run. */
    private record Kept(
            Decision.Kind kind,
            String question,
            String group,
            Optional<String> by,
            Optional<String> choice,
            Optional<String> reason,
            String event) {}

    @Test
    void anApprovalIsKeptAlikeWhicheverDoorItCameThrough() throws Exception {
        Map<Door, Kept> kept = new EnumMap<>(Door.class);
        openAs("anton", "/");
        for (Door door : Door.values()) {
            PlanId plan = server.plan("door-" + door.ordinal(), "approvals: { switchover: { group: approvers } }\n");
            Run run = server.start("switchover", plan);
            Decision question = server.question(run.id());

            answer(door, "anton", run, question);

            assertThat(server.ended(run.id()).outcome()).as(door.name()).contains(RunOutcome.COMPLETED);
            kept.put(door, kept(run));
        }

        assertThat(kept.get(Door.API).by()).contains("anton");
        assertThat(kept.get(Door.API).reason()).contains(WHY);
        assertThat(kept.get(Door.API).event()).endsWith("→ approve: " + WHY);
        assertThat(kept.values()).containsOnly(kept.get(Door.API));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "ada, 'ada' asked for run %s and may not approve or decline it",
                "olga, 'olga' may not decide this: that needs the group approvers"
            })
    void whomItIsNotForIsToldSoInTheSameWords(String user, String sentence) throws Exception {
        PlanId plan = server.plan("not-for-" + user);
        Run run = server.start(ADA, "switchover", plan, Map.of());
        Decision question = server.question(run.id());
        openAs(user, "/");
        for (Door door : Door.values()) {
            assertThat(answer(door, user, run, question)).as(door.name()).contains(sentence.formatted(run.id()));
            assertThat(server.question(run.id())).as(door.name()).isEqualTo(question);
        }
        assertThat(server.sites.effects()).isEmpty();
        server.door.answer(SimulatedServer.ANTON, question.task(), "decline", "enough seen");
        server.ended(run.id());
    }

    /** Approves; answers what the door said. */
    private String answer(Door door, String user, Run run, Decision question) throws Exception {
        return switch (door) {
            case TASKLIST -> inTasklist(question);
            case DASHBOARD -> onTheRunsPage(run, question);
            case COMMAND_LINE -> typed(user, run);
            case API ->
                program()
                        .post(
                                user,
                                "/api/v1/decisions/" + question.task(),
                                json(Map.of("choice", "approve", "reason", WHY)))
                        .body();
            case ENGINE_API -> throughTheEngine(user, question);
        };
    }

    private String inTasklist(Decision question) {
        Tasklist tasklist = new Tasklist(browser);
        tasklist.openTask(question.task());
        browser.click(By.cssSelector("button.claim"));
        browser.see(By.cssSelector("button.unclaim, .page-notifications .alert"));
        if (browser.shows(CLAIMED)) {
            browser.see(By.cssSelector("input[type=radio]:enabled"));
            tasklist.choose("Approve");
            tasklist.comment(WHY);
            tasklist.complete();
            Awaitility.await("an answer of Tasklist")
                    .ignoreExceptions()
                    .until(() -> browser.shows(REFUSED) || !browser.shows(CLAIMED));
        }
        return browser.text(By.tagName("body"));
    }

    private String onTheRunsPage(Run run, Decision question) {
        browser.open("/runs/" + run.id());
        String path = "/runs/%s/decisions/%s".formatted(run.id(), question.task());
        return String.valueOf(browser.answer(POST_FORM, path, "approve", WHY));
    }

    private String typed(String user, Run run) {
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said, true);
        Map<String, String> login = Map.of(
                "CHANGEOVER_URL",
                "http://127.0.0.1:" + port,
                "CHANGEOVER_USER",
                user,
                "CHANGEOVER_PASSWORD",
                password(user));
        Surroundings terminal = new Surroundings(
                writer,
                writer,
                new BufferedReader(new StringReader(run.plan() + "\n")),
                false,
                login,
                ZoneOffset.UTC,
                time -> {},
                Optional.empty(),
                Optional.empty());
        ChangeoverCli.run(terminal, "run", "decide", run.id().value(), "--choice", "approve", "--reason", WHY);
        return said.toString();
    }

    private String throughTheEngine(String user, Decision question) throws Exception {
        Map<String, Object> variables = Map.of("choice", Map.of("value", "approve"), "comment", Map.of("value", WHY));
        return program()
                .post(user, "/engine-rest/task/" + question.task() + "/complete", json(Map.of("variables", variables)))
                .body();
    }

    private HttpDoor program() {
        return new HttpDoor(port);
    }

    private static String json(Map<String, Object> body) throws Exception {
        return new ObjectMapper().writeValueAsString(body);
    }

    private Kept kept(Run run) {
        Decision decision = server.decisions.ofRun(run.id()).get(0);
        String event = events.ofRun(run.id()).stream()
                .filter(one -> one.what().equals("DECIDED"))
                .map(one -> one.actor() + " " + one.detail())
                .reduce("", String::concat);
        String plan = run.plan().value();
        return new Kept(
                decision.kind(),
                decision.question().replace(plan, "PLAN"),
                decision.group(),
                decision.decidedBy(),
                decision.choice(),
                decision.reason(),
                event.replace(plan, "PLAN"));
    }
}
