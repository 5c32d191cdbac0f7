package io.changeover.bench;

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
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A person's view of the server: all through the HTTP API, with a login in every request. */
final class ApiClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long DEADLINE = TimeUnit.MINUTES.toNanos(2);

    private final HttpClient client = HttpClient.newHttpClient();
    private final String root;
    private final Duration pace;

    /** @param pace how long it waits between an answer and its next question */
    ApiClient(int port, Duration pace) {
        this.pace = pace;
        this.root = "http://127.0.0.1:" + port + "/api/v1";
    }

    /**
     * A run with its approval, answered as soon as it is asked for.
     *
     * @return the run at its end, with its steps
     */
    JsonNode approvedRun(String runbook, String plan) {
        String id = send("olga", "/runs", Map.of("runbook", runbook, "plan", plan, "reason", "measured"))
                .get("id")
                .asText();
        long deadline = System.nanoTime() + DEADLINE;
        boolean approved = false;
        while (System.nanoTime() < deadline) {
            if (!approved) {
                JsonNode questions = get("anton", "/decisions?run=" + id);
                if (!questions.isEmpty()) {
                    Map<String, Object> yes = Map.of("choice", "approve", "reason", "measured");
                    send("anton", "/decisions/" + questions.get(0).get("task").asText(), yes);
                    approved = true;
                }
            } else {
                JsonNode detail = get("olga", "/runs/" + id);
                if (detail.toString().contains("\"DECIDING\"")) {
                    throw new IllegalStateException("wanted no failed step, found " + detail);
                }
                if (detail.at("/run/state").asText().equals("ENDED")) {
                    return detail;
                }
            }
            Pause.millis(pace.toMillis());
        }
        throw new IllegalStateException(
                "wanted run " + id + " to end in 2 minutes, found " + get("olga", "/runs/" + id));
    }

    JsonNode get(String user, String path) {
        return exchange(request(user, path).GET().build());
    }

    private JsonNode send(String user, String path, Map<String, Object> body) {
        return exchange(request(user, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.valueToTree(body).toString()))
                .build());
    }

    private HttpRequest.Builder request(String user, String path) {
        String login = Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create(root + path)).header("Authorization", "Basic " + login);
    }

    private JsonNode exchange(HttpRequest request) {
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(
                        "%s: wanted 2xx, found %d: %s".formatted(request.uri(), answer.statusCode(), answer.body()));
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
