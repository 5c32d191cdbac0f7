package io.changeover.connector.check;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Settings;
import io.changeover.connector.spi.Target;
import io.changeover.connector.testing.LocalShell;
import io.changeover.connector.testing.Scenario;
import io.changeover.connector.testing.TestContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A controller that switches a site's power over HTTP, as those of racks and clouds do. */
final class PowerController implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private volatile String power = "on";
    private volatile int lazy;
    private volatile int status = 202;
    private volatile boolean silent;
    private volatile boolean deaf;

    PowerController() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    String power() {
        return power;
    }

    /** Method, path, body, token and signature of each request that changes something. */
    List<String> seen() {
        return seen;
    }

    /** Has a change take effect only after so many readings. */
    void takeEffectAfter(int readings) {
        lazy = readings;
    }

    /** Answers changes with this status, and does not make them. */
    void refuse(int with) {
        status = with;
    }

    /** Answers changes well, and does not make them. */
    void ignore() {
        status = 200;
        deaf = true;
    }

    /** Takes requests and never answers them. */
    void swallow() {
        silent = true;
    }

    Request request(Operation operation, Map<String, ?> more) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "fence", url("/power/off"),
                "unfence", url("/power/on"),
                "verify", url("/power"),
                "body", "{\"force\":true}",
                "json", Map.of("$.site.power", "off")));
        all.putAll(more);
        all.values().removeIf(""::equals);
        Target target = new Target(Kind.FENCING, "rack", "fra", null, Settings.of(all));
        return new Request(operation, target, null, false, Map.of());
    }

    Scenario scenario(String name, Operation operation, String secret, String before) {
        return new Scenario(
                name,
                () -> power = before,
                request(operation, Map.of("bearer", secret, "hmac", secret, "headers", Map.of("X-Key", secret))),
                () -> TestContext.local(new LocalShell()),
                this::power,
                () -> server.stop(0));
    }

    /** A hook that switches the power off. */
    Request call(Map<String, ?> more) {
        Map<String, Object> all = new HashMap<>(Map.of("http", url("/power/off")));
        all.putAll(more);
        return new Request(
                Operation.CALL, new Target(Kind.HOOK, "rack", "fra", null, Settings.of(all)), null, false, Map.of());
    }

    Scenario hook(String secret) {
        return new Scenario(
                "hook",
                () -> power = "on",
                call(Map.of("bearer", secret, "hmac", secret, "headers", Map.of("X-Key", secret))),
                () -> TestContext.local(new LocalShell()),
                seen::toString,
                () -> server.stop(0));
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (silent) {
                closed.await();
            }
            boolean change = !exchange.getRequestMethod().equals("GET");
            if (change) {
                seen.add("%s %s %s %s %s"
                        .formatted(
                                exchange.getRequestMethod(),
                                path,
                                body,
                                exchange.getRequestHeaders().getFirst("Authorization"),
                                exchange.getRequestHeaders().getFirst("Changeover-Signature")));
                power = status / 100 == 2 && !deaf ? path.substring(path.lastIndexOf('/') + 1) : power;
            }
            boolean late = !change && !seen.isEmpty() && lazy-- > 0;
            String shown = late ? (power.equals("on") ? "off" : "on") : power;
            byte[] bytes = "{\"site\":{\"power\":\"%s\"}}".formatted(shown).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(change ? status : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
