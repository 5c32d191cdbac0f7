package io.changeover.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.yaml.snakeyaml.Yaml;

/**
 * Stands in for the server where the demonstration itself is tested: speaks the same HTTP, and moves the real sites with
 * plain commands in a fixed order. A process of its own, started as the server would be.
 */
public final class StandInServer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, ObjectNode> runs = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, String> passwords = new ConcurrentHashMap<>();
    private final Path folder;

    private StandInServer(Path folder) {
        this.folder = folder;
    }

    /** Arguments as those of the real server: {@code server --port=… --data=…}. */
    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[1].substring("--port=".length()));
        Path data = Path.of(arguments[2].substring("--data=".length()));
        StandInServer server = new StandInServer(data.resolveSibling("."));
        Iterable<Map<String, Object>> users =
                new Yaml().load(Files.readString(Path.of(System.getenv("CHANGEOVER_USERS_FILE"))));
        users.forEach(user -> server.passwords.put(
                user.get("id").toString(), user.get("password").toString()));
        HttpServer http = HttpServer.create(new InetSocketAddress(port), 64);
        http.createContext("/", server::answer);
        http.setExecutor(server.threads);
        http.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String question = exchange.getRequestMethod() + " " + path;
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (path.equals("/actuator/health")) {
                reply(exchange, 200, "{\"status\":\"UP\"}");
            } else if (!isLoggedIn(exchange)) {
                reply(exchange, 401, "{}");
            } else if (question.equals("PUT /api/v1/plans/shop")) {
                new Yaml().load(body);
                reply(exchange, 200, "{}");
            } else if (question.equals("POST /api/v1/runs")) {
                reply(exchange, 201, start(JSON.readTree(body)));
            } else if (path.startsWith("/api/v1/decisions/")) {
                decide(path.substring("/api/v1/decisions/".length()), JSON.readTree(body));
                reply(exchange, 200, "{}");
            } else if (path.endsWith("/report")) {
                reply(exchange, 200, "<!doctype html><title>report</title>");
            } else {
                ObjectNode run = runs.get(path.substring("/api/v1/runs/".length()));
                synchronized (run) {
                    reply(exchange, 200, run.toString());
                }
            }
        } catch (RuntimeException e) {
            reply(exchange, 500, "{\"detail\":\"" + e + "\"}");
        }
    }

    private boolean isLoggedIn(HttpExchange exchange) {
        String header = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        return passwords.entrySet().stream()
                .map(user -> user.getKey() + ":" + user.getValue())
                .map(login ->
                        "Basic " + java.util.Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                .anyMatch(header::equals);
    }

    private String start(JsonNode request) {
        String runbook = request.path("runbook").asText();
        boolean there = runbook.equals("switchover");
        ObjectNode answer = JSON.createObjectNode();
        answer.putObject("run")
                .put("id", runbook + "-1")
                .put("state", "RUNNING")
                .put("source", there ? "fra" : "ams")
                .put("target", there ? "ams" : "fra")
                .put("startedAt", Instant.now().toString())
                .putArray("waitingFor")
                .addObject()
                .put("task", runbook + "-1")
                .put("kind", "approval")
                .put("question", "Move the shop?")
                .<ObjectNode>set("evidence", JSON.createObjectNode().put("lag", "0 bytes, 0 s"))
                .putArray("choices")
                .add("approve")
                .add("decline");
        answer.putArray("steps");
        runs.put(runbook + "-1", answer);
        return answer.path("run").toString();
    }

    private void decide(String id, JsonNode decision) {
        ObjectNode answer = runs.get(id);
        synchronized (answer) {
            ObjectNode run = (ObjectNode) answer.path("run");
            run.putArray("waitingFor");
            if (!decision.path("choice").asText().equals("approve")) {
                run.put("state", "ENDED")
                        .put("outcome", "DECLINED")
                        .put("endedAt", Instant.now().toString());
                return;
            }
        }
        threads.execute(() -> new StandInMove(folder.normalize(), answer).play());
    }

    private static void reply(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
