package io.changeover.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunWatchTest {
    @TempDir
    Path temporary;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final List<String> decisions = new CopyOnWriteArrayList<>();
    private volatile String run = "{}";
    private HttpServer server;
    private RunWatch watch;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/api/v1/runs/r1", exchange -> {
            byte[] bytes = run.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.createContext("/api/v1/decisions/", exchange -> {
            decisions.add(exchange.getRequestURI().getPath()
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            run = """
                    {"run":{"id":"r1","state":"ENDED","outcome":"COMPLETED","waitingFor":[]},"steps":[
                     {"number":1,"name":"Stop instances","group":"app","state":"DONE",
                      "startedAt":"2030-01-01T10:00:00Z","endedAt":"2030-01-01T10:00:01.5Z",
                      "operations":[{"target":"shop-1","message":"does not run"},{"target":"shop-2","message":null}]}]}
                    """;
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        Screen screen = new Screen(new PrintStream(said, true, StandardCharsets.UTF_8), false);
        Ledger ledger = new Ledger(temporary.resolve("orders"), Clock.systemUTC());
        watch = new RunWatch(new Api(address, User.in("anton", "approvers")), screen, ledger, true);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void approvesVisiblyAndShowsWhatEachStepRead() throws Exception {
        run = waiting("\"approval\"", "[\"approve\",\"decline\"]");

        watch.follow("r1", Duration.ofSeconds(20));

        assertThat(decisions)
                .hasSize(1)
                .first()
                .asString()
                .startsWith("/api/v1/decisions/t1")
                .contains("approve");
        assertThat(text()).contains("Go on?", "lag", "12 bytes", "nested", "anton: approve");
        assertThat(text())
                .contains("Stop instances (app)", "1.50 s", "shop-1: does not run")
                .doesNotContain("null");
    }

    @Test
    void neverDecidesOnAFailureByItself() {
        run = waiting("\"failure\"", "[\"retry\",\"skip\",\"abort\"]");

        assertThatThrownBy(() -> watch.follow("r1", Duration.ofSeconds(20)))
                .isInstanceOf(DemoException.class)
                .hasMessageContaining("Go on?");

        assertThat(decisions).isEmpty();
    }

    private String text() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private static String waiting(String kind, String choices) {
        return """
                {"run":{"id":"r1","state":"RUNNING","outcome":null,"waitingFor":[{"task":"t1","kind":%s,
                 "question":"Go on?","evidence":{"lag":"12 bytes","nested":{"a":[1,2]}},"choices":%s}]},"steps":[]}
                """.formatted(kind, choices);
    }
}
