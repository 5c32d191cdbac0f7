package io.changeover.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.changeover.api.model.ErrorView;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on loopback that gives the answers it was told to, in order; the last one again and again. */
final class StandIn implements AutoCloseable {
    private static final Answer NOT_THERE = new Answer(404, "text/plain", "nothing here");

    private final ObjectMapper json = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    final List<Asked> asked = new CopyOnWriteArrayList<>();

    record Asked(String what, String body, String type, String authorization) {}

    private record Answer(int status, String type, String body) {}

    StandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Adds an answer for, say, {@code GET /plans/shop}. */
    void answer(String what, int status, Object body) throws IOException {
        String type = body instanceof ErrorView ? "application/problem+json" : "application/json";
        add(what, new Answer(status, type, body instanceof String text ? text : json.writeValueAsString(body)));
    }

    /** Takes the request and closes the connection without an answer. */
    void drop(String what) {
        add(what, new Answer(0, "", ""));
    }

    /** Takes the request and stays silent until the end. */
    void hang(String what) {
        add(what, new Answer(-1, "", ""));
    }

    private void add(String what, Answer answer) {
        answers.computeIfAbsent(what, key -> new ArrayDeque<>()).add(answer);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String what = exchange.getRequestMethod() + " "
                + exchange.getRequestURI().toString().replace("/api/v1", "");
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
        asked.add(new Asked(
                what, body, type, String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))));
        Answer answer = next(what);
        if (answer.status() < 0) {
            return;
        }
        if (answer.status() > 0) {
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private synchronized Answer next(String what) {
        Deque<Answer> queue = answers.getOrDefault(what, new ArrayDeque<>());
        Answer last = queue.size() > 1 ? queue.poll() : queue.peek();
        return last == null ? NOT_THERE : last;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
