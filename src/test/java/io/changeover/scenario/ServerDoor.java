package io.changeover.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** The HTTP interface of a {@link ServerNode}: olga operates, anton approves. */
public final class ServerDoor {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OLGA = "olga:olga-writes-tests";
    private static final String ANTON = "anton:anton-reads-them";

    private final URI address;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();

    /** To that server. */
    public ServerDoor(ServerNode node) {
        address = node.address();
    }

    /** Makes it the next version of the plan. */
    public void putPlan(String name, String yaml) {
        send(OLGA, "PUT", "/api/v1/plans/" + name, "text/yaml", yaml);
    }

    /** Starts a run and answers its id. */
    public String start(String runbook, String plan) {
        Map<String, Object> body = Map.of("runbook", runbook, "plan", plan, "reason", "a test of crashes");
        return json(OLGA, "POST", "/api/v1/runs", write(body)).path("id").asText();
    }

    /** Starts a drill and answers its id. */
    public String drill(String plan, boolean hold) {
        Map<String, Object> body = Map.of("runbook", "drill", "plan", plan, "reason", "a test of drills", "hold", hold);
        return json(OLGA, "POST", "/api/v1/runs", write(body)).path("id").asText();
    }

    /** A run with its steps. */
    public JsonNode run(String id) {
        return json(OLGA, "GET", "/api/v1/runs/" + id, "");
    }

    /** A run's report. */
    public JsonNode report(String id) {
        return json(OLGA, "GET", "/api/v1/runs/" + id + "/report", "");
    }

    /** How a plan stands. */
    public JsonNode plan(String name) {
        return json(OLGA, "GET", "/api/v1/plans/" + name, "").path("plan");
    }

    /** What the watch knows of a plan: {@code watch}, {@code lag} or {@code alarms}. */
    public JsonNode seen(String name, String what) {
        return json(OLGA, "GET", "/api/v1/plans/" + name + "/" + what, "");
    }

    /** Olga ends a run before its point of no return. */
    public void abort(String id, String reason) {
        json(OLGA, "POST", "/api/v1/runs/" + id + "/abort", write(Map.of("reason", reason)));
    }

    /** Whether a run has ended. */
    public boolean ended(String id) {
        return run(id).path("run").path("state").asText().equals("ENDED");
    }

    /** What receivers were told of a run, or are to be told. */
    List<JsonNode> notifications(String id) {
        List<JsonNode> all = new ArrayList<>();
        json(OLGA, "GET", "/api/v1/runs/" + id + "/notifications", "").forEach(all::add);
        return all;
    }

    /** What the server finds when it connects to all that a plan names. */
    public JsonNode check(String plan) {
        return json(OLGA, "POST", "/api/v1/plans/" + plan + "/check?connect=true", "");
    }

    /** The steps of a run in one line each: what it did, where, and how that ended. */
    public List<String> steps(String id) {
        return StreamSupport.stream(run(id).path("steps").spliterator(), false)
                .map(step -> "%d %s %s %s"
                        .formatted(
                                step.path("number").asInt(),
                                step.path("activity").asText(),
                                step.path("group").asText(),
                                step.path("state").asText()))
                .toList();
    }

    /** The numbers of the steps of a run that had operations. */
    List<Integer> stepsWithOperations(String id) {
        return StreamSupport.stream(run(id).path("steps").spliterator(), false)
                .filter(step -> !step.path("operations").isEmpty())
                .map(step -> step.path("number").asInt())
                .toList();
    }

    /** The open questions. */
    public List<JsonNode> questions() {
        List<JsonNode> open = new ArrayList<>();
        json(ANTON, "GET", "/api/v1/decisions", "").forEach(open::add);
        return open;
    }

    /** Anton answers with yes. */
    public void approve(JsonNode question) {
        answer(ANTON, question, "approve", "");
    }

    /** Anton says which site serves from now on. */
    public void choose(JsonNode question, String site, String reason) {
        answer(ANTON, question, site, reason);
    }

    /** Anton answers whatever approvers are asked. */
    public void answerAsApprover(JsonNode question, String choice, String reason) {
        answer(ANTON, question, choice, reason);
    }

    /** Olga answers what a failed step asks. */
    public void decide(JsonNode question, String choice, String reason) {
        answer(OLGA, question, choice, reason);
    }

    private void answer(String login, JsonNode question, String choice, String reason) {
        Map<String, Object> body = Map.of("choice", choice, "reason", reason);
        json(login, "POST", "/api/v1/decisions/" + question.path("task").asText(), write(body));
    }

    private static String write(Map<String, Object> body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode json(String login, String method, String path, String body) {
        try {
            return JSON.readTree(send(login, method, path, "application/json", body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String send(String login, String method, String path, String type, String body) {
        String basic = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(90))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", type)
                .header("Accept", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException("%s %s: wanted success, found %d: %s"
                        .formatted(method, path, response.statusCode(), response.body()));
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
