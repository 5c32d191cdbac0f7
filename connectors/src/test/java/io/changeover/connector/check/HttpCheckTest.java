package io.changeover.connector.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.changeover.connector.spi.Connector;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Settings;
import io.changeover.connector.spi.Target;
import io.changeover.connector.spi.Verdict;
import io.changeover.connector.testing.ConnectorContractTest;
import io.changeover.connector.testing.LocalShell;
import io.changeover.connector.testing.Scenario;
import io.changeover.connector.testing.TestContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpCheckTest extends ConnectorContractTest {
    private static final String BODY = "{\"status\":\"UP\",\"db\":{\"role\":\"primary\"},\"n\":[7]}";

    private final HttpCheck check = new HttpCheck();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final PowerController power = new PowerController();
    private HttpServer server;
    private volatile int status = 200;
    private volatile String token = "";

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
        power.close();
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        token = String.valueOf(exchange.getRequestHeaders().getFirst("X-Token"));
        exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/");
        byte[] bytes = BODY.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, exchange.getRequestURI().getPath().equals("/endless") ? 0 : bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
            while (exchange.getRequestURI().getPath().equals("/endless")) {
                exchange.getResponseBody().write(new byte[65536]);
            }
        }
    }

    @Override
    protected Connector connector() {
        return check;
    }

    @Override
    protected List<Scenario> scenarios() {
        return List.of(
                power.scenario("fence", Operation.FENCE, SECRET, "on"),
                power.hook(SECRET),
                power.scenario("unfence", Operation.UNFENCE, SECRET, "off"),
                new Scenario(
                        "check",
                        () -> status = 200,
                        request(Map.of(
                                "http", url("/health?key=" + SECRET),
                                "headers", Map.of("X-Token", SECRET),
                                "json", Map.of("$.status", "UP"))),
                        HttpCheckTest::context,
                        () -> "",
                        () -> server.stop(0)));
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static TestContext context() {
        return TestContext.local(new LocalShell());
    }

    private Request request(Map<String, ?> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.putIfAbsent("http", url("/health"));
        Target target = new Target(Kind.CHECK, "shop", "fra", null, Settings.of(all));
        return new Request(Operation.CHECK, target, null, false, Map.of());
    }

    private ConnectorException failure(Map<String, ?> settings) throws InterruptedException {
        try {
            check.execute(request(settings), context());
        } catch (ConnectorException e) {
            return e;
        }
        throw new AssertionError("the check was good");
    }

    @Test
    void aGoodAnswerLeavesItsEvidence() throws Exception {
        TestContext context = context();

        check.execute(
                request(Map.of("body", "primary", "json", Map.of("$.db.role", "primary", "$.n[0]", "7"))), context);

        assertThat(context.lastReading("status")).isEqualTo("200");
        assertThat(context.lastReading("body")).isEqualTo(BODY);
        assertThat(context.lastReading("elapsed")).endsWith(" ms");
    }

    @Test
    void headersAreSent() throws Exception {
        check.execute(request(Map.of("headers", Map.of("X-Token", "abc"))), context());

        assertThat(token).isEqualTo("abc");
    }

    @Test
    void aRedirectIsNotServing() throws Exception {
        status = 302;

        ConnectorException failure = failure(Map.of());

        assertThat(failure.code()).isEqualTo("CHECK_FAILED");
        assertThat(failure.verdict()).isEqualTo(Verdict.TRANSIENT);
        assertThat(failure).hasMessageContaining("wanted status 200, found 302, and redirected is not serving");
    }

    @Test
    void anotherStatusBodyOrValueIsNamed() throws Exception {
        assertThat(failure(Map.of("body", "standby"))).hasMessageContaining("wanted a body with 'standby', found '{");
        assertThat(failure(Map.of("json", Map.of("$.db.role", "standby"))))
                .hasMessageContaining("wanted 'standby' at $.db.role, found 'primary'");
        assertThat(failure(Map.of("json", Map.of("$.none", "x")))).hasMessageContaining("found none");
        assertThat(failure(Map.of("json", Map.of("$.[", "x"))).verdict()).isEqualTo(Verdict.PERMANENT);
        assertThat(failure(Map.of("expect", "503"))).hasMessageContaining("wanted status 503, found 200");
    }

    @Test
    void aServerThatNeverAnswersFailsWithinTheLimit() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            String url = "http://127.0.0.1:" + silent.getLocalPort() + "/";

            assertThat(failure(Map.of("http", url, "timeout", "300ms")))
                    .hasMessageContaining("wanted an answer within 300 ms, found none");
        }
    }

    @Test
    void anEndlessAnswerIsReadToItsFirstMebibyteOnly() throws Exception {
        assertThat(check.execute(request(Map.of("http", url("/endless"))), context())
                        .message())
                .contains("answers with 200");
    }

    @Test
    void anUnusableUrlIsAMistakeForAPerson() {
        assertThatThrownBy(() -> check.execute(request(Map.of("http", "not a url")), context()))
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.verdict()).isEqualTo(Verdict.PERMANENT));
    }
}
