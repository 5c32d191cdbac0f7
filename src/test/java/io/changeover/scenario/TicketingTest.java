package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.RunOutcome;
import io.changeover.scenario.TicketingPage.Exchange;
import io.changeover.scenario.TicketingPage.Request;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The page on ticketing, as it stands: its requests, its scripts and its rules, against a real run. */
@SimulatedTest
class TicketingTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECRET = "a-shared-secret-43";

    @Autowired
    private SimulatedServer server;

    @LocalServerPort
    private int port;

    @TempDir
    private Path folder;

    private final TicketingPage page = new TicketingPage();
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void everyRequestOfTheChapterOnStartingIsAnsweredAsItSays() throws Exception {
        server.plan("hello");
        Map<String, String> first = new HashMap<>();
        List<Exchange> exchanges = page.exchanges("Start once");
        assertThat(exchanges).hasSizeGreaterThanOrEqualTo(5);

        for (Exchange exchange : exchanges) {
            HttpResponse<String> found = send(exchange.request());
            TicketingPage.Answer wanted = exchange.answer().orElseThrow();
            assertThat(found.statusCode())
                    .as(exchange.request() + ": " + found.body())
                    .isEqualTo(wanted.status());
            assertThat(found.headers().firstValue("Idempotent-Replayed"))
                    .isEqualTo(Optional.ofNullable(wanted.headers().get("Idempotent-Replayed")));
            compare(JSON.readTree(wanted.body()), JSON.readTree(found.body()), first);
        }

        RunId run = new RunId(first.get("id"));
        server.control.abort(run, "olga", "the test is over");
        server.ended(run);
    }

    /** What the page says is there; names of runs are those of the first answer. */
    private static void compare(JsonNode wanted, JsonNode found, Map<String, String> first) {
        wanted.fieldNames().forEachRemaining(name -> {
            assertThat(found.has(name)).as(name + " in " + found).isTrue();
            if (name.equals("id") || name.equals("run")) {
                String id = first.computeIfAbsent("id", key -> found.get(name).asText());
                assertThat(found.get(name).asText()).isEqualTo(id);
            } else {
                assertThat(found.get(name)).as(name).isEqualTo(wanted.get(name));
            }
        });
    }

    @Test
    void aChangeInServiceNowStartsApprovesAndIsClosedWithEachEventOnce() throws Exception {
        List<String> scripts = page.scripts("ServiceNow");
        assertThat(scripts).hasSize(3);
        Map<String, String> properties = Map.of(
                "changeover.url", "http://127.0.0.1:" + port,
                "changeover.user", "olga",
                "changeover.password", "olga-pw",
                "changeover.approver", "anton",
                "changeover.approver.password", "anton-pw",
                "changeover.hook.secret", SECRET);
        try (ServiceNow servicenow = new ServiceNow(properties, scripts.get(1))) {
            PlanId plan = plan("ticket-servicenow", servicenow.url(), "");
            servicenow.change.putAll(Map.of("number", "CHG0030021", "u_plan", plan.value(), "state", "-1"));
            servicenow.loseAnswers(1);

            servicenow.run(scripts.get(0));
            servicenow.run(scripts.get(0));

            assertThat(servicenow.change).containsEntry("u_run", plan + "-1");
            server.await(
                    "the question", () -> !servicenow.field("u_changeover_task").isEmpty());
            servicenow.run(scripts.get(2));
            server.await("the end", () -> servicenow.field("state").equals("0"));

            Run run = server.ended(new RunId(plan + "-1"));
            assertThat(run.outcome()).contains(RunOutcome.COMPLETED);
            assertThat(server.status(plan).runs()).isEqualTo(1);
            assertThat(servicenow.change).containsEntry("close_code", "successful");
            assertThat(servicenow.answered).contains(502).doesNotContain(401, 500);
            assertThat(servicenow.notes).hasSize(3);
            assertThat(servicenow.notes.get(0))
                    .startsWith("Switchover of plan ticket-servicenow from fra to ams has started");
            assertThat(servicenow.notes.get(1)).contains("waits for an approval by approvers");
            assertThat(servicenow.notes.get(2)).contains("has ended: completed");
        }
    }

    @Test
    void serviceNowIsToldWhyNothingWasStartedAndBelievesNoForgery() throws Exception {
        List<String> scripts = page.scripts("ServiceNow");
        Map<String, String> properties = Map.of(
                "changeover.url", "http://127.0.0.1:" + port,
                "changeover.user", "vera",
                "changeover.password", "vera-pw",
                "changeover.hook.secret", "another secret");
        try (ServiceNow servicenow = new ServiceNow(properties, scripts.get(1))) {
            PlanId plan = plan("ticket-forged", servicenow.url(), "");
            servicenow.change.putAll(Map.of("number", "CHG0030022", "u_plan", plan.value()));

            servicenow.run(scripts.get(0));

            assertThat(servicenow.notes).singleElement().asString().startsWith("Changeover started nothing: ");
            Run run = server.start(SimulatedServer.OLGA, "switchover", plan, Map.of("businessKey", "CHG0030022"));
            server.await("a refused event", () -> servicenow.answered.contains(401));
            assertThat(servicenow.change).doesNotContainKey("u_changeover_event");
            server.control.abort(run.id(), "olga", "the test is over");
            server.ended(run.id());
        }
    }

    @Test
    void anIssueInJiraStartsApprovesAndIsDone() throws Exception {
        List<Exchange> requests = page.exchanges("Jira Automation");
        assertThat(requests).hasSize(2);
        try (Jira jira = new Jira(page.rows("Jira Automation"), "the-token")) {
            PlanId plan = plan(
                    "ticket-jira",
                    jira.url(),
                    ", headers: { X-Automation-Webhook-Token: \"${file:%s}\" }".formatted(file("token", "the-token")));
            jira.issue.putAll(Map.of("key", "DR-17", "Plan", plan.value()));

            HttpResponse<String> started = send(rendered(requests.get(0).request(), jira));
            HttpResponse<String> again = send(rendered(requests.get(0).request(), jira));
            assertThat(started.statusCode()).as(started.body()).isEqualTo(201);
            assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
            server.await(
                    "the question",
                    () -> !jira.issue.getOrDefault("Changeover task", "").isEmpty());
            HttpResponse<String> approved = send(rendered(requests.get(1).request(), jira));
            assertThat(approved.statusCode()).as(approved.body()).isLessThan(300);
            server.await("the end", () -> "Done".equals(jira.issue.get("status")));

            assertThat(jira.answered).containsOnly(200);
            assertThat(jira.comments).hasSize(3);
            assertThat(jira.comments.get(0))
                    .startsWith("1. Switchover of plan ticket-jira from fra to ams has started");
            assertThat(jira.comments.get(2)).startsWith("3. ").contains("has ended: completed");
            assertThat(server.status(plan).runs()).isEqualTo(1);
        }
    }

    private static Request rendered(Request request, Jira jira) {
        return new Request(
                request.method(), jira.rendered(request.path()), request.headers(), jira.rendered(request.body()));
    }

    private PlanId plan(String name, String url, String more) throws Exception {
        return server.plan(
                name,
                "notify:\n  - { name: tickets, webhook: \"%s\", secret: \"${file:%s}\"%s }\n"
                        .formatted(url, file("secret", SECRET), more));
    }

    private Path file(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text + "\n");
    }

    private HttpResponse<String> send(Request request) throws Exception {
        Request ready = request.with("APPROVER:PASSWORD", login("anton")).with("USER:PASSWORD", login("olga"));
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + ready.path()))
                .method(ready.method(), HttpRequest.BodyPublishers.ofString(ready.body()));
        ready.headers().forEach(builder::header);
        return client.send(builder.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String login(String user) {
        return Base64.getEncoder().encodeToString((user + ":" + user + "-pw").getBytes(StandardCharsets.UTF_8));
    }
}
