package io.changeover.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/** The server's HTTP interface, as one of its users. */
final class Api {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI address;
    private final User user;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();

    Api(URI address, User user) {
        this.address = address;
        this.user = user;
    }

    /** Who asks. */
    User user() {
        return user;
    }

    /** Gives the server a plan. */
    void putPlan(String name, String yaml) throws IOException, InterruptedException {
        send("PUT", "/api/v1/plans/" + name, "text/yaml", yaml, "application/json");
    }

    /** Starts a run and returns its id. */
    String start(String runbook, String plan, String reason, String key) throws IOException, InterruptedException {
        String body = JSON.writeValueAsString(
                Map.of("runbook", runbook, "plan", plan, "reason", reason, "dryRun", false, "businessKey", key));
        return json("POST", "/api/v1/runs", body).path("id").asText();
    }

    /** A run with its steps. */
    JsonNode run(String id) throws IOException, InterruptedException {
        return json("GET", "/api/v1/runs/" + id, "");
    }

    /** Decides what a run waits for. */
    void decide(String task, String choice, String reason) throws IOException, InterruptedException {
        String body = JSON.writeValueAsString(Map.of("choice", choice, "reason", reason));
        json("POST", "/api/v1/decisions/" + task, body);
    }

    /** A run's report as a page. */
    String report(String id) throws IOException, InterruptedException {
        return send("GET", "/api/v1/runs/" + id + "/report", "application/json", "", "text/html");
    }

    private JsonNode json(String method, String path, String body) throws IOException, InterruptedException {
        return JSON.readTree(
                send(method, path, "application/json", body, "application/json, application/problem+json"));
    }

    private String send(String method, String path, String type, String body, String accept)
            throws IOException, InterruptedException {
        String login = user.id() + ":" + user.password();
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", type)
                .header("Accept", accept)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new DemoException("%s %s as %s: wanted success, found %d: %s"
                    .formatted(method, path, user, response.statusCode(), response.body()));
        }
        return response.body();
    }
}
