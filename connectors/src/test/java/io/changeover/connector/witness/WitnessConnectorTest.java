package io.changeover.connector.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.changeover.connector.spi.Connector;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Host;
import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import io.changeover.connector.spi.Settings;
import io.changeover.connector.spi.Target;
import io.changeover.connector.testing.ConnectorContractTest;
import io.changeover.connector.testing.LocalShell;
import io.changeover.connector.testing.Scenario;
import io.changeover.connector.testing.TestContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WitnessConnectorTest extends ConnectorContractTest {
    private static final Host HOST = new Host("office-1", null, "127.0.0.1", Settings.NONE);
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @TempDir
    Path folder;

    private final WitnessConnector connector = new WitnessConnector();
    private LocalShell shell = new LocalShell();
    private ServerSocket alive;
    private HttpServer web;
    private volatile int status = 200;

    @BeforeEach
    void open() throws IOException {
        alive = new ServerSocket(0, 50, LOOPBACK);
        web = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        web.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        web.start();
    }

    @AfterEach
    void shut() throws IOException {
        alive.close();
        web.stop(0);
    }

    @Override
    protected Connector connector() {
        return connector;
    }

    @Override
    protected List<Scenario> scenarios() {
        shell = new LocalShell();
        return List.of(new Scenario(
                "look",
                () -> {},
                request(HOST, Map.of("tcp", List.of(place(alive)))),
                () -> TestContext.local(shell),
                () -> "the same",
                () -> shell = new LocalShell("env", "PATH=" + folder)));
    }

    @Test
    void aSiteIsAliveWhereOneOfItsPortsTakesOrRefusesAConnection() throws Exception {
        int refused = alive.getLocalPort();
        assertThat(seen(look(Map.of("tcp", List.of(place(alive), "192.0.2.1:9")))))
                .isEqualTo("alive");
        alive.close();

        Result result = look(Map.of("tcp", List.of("127.0.0.1:" + refused)));

        assertThat(seen(result)).isEqualTo("alive");
        assertThat(result.message()).contains("refused");
    }

    @Test
    void aSiteOfWhichNothingAnswersWithinTheLimitIsDead() throws Exception {
        status = 503;
        // The connections that wait fill the backlog of one, so that the next ones are swallowed.
        try (ServerSocket full = new ServerSocket(0, 1, LOOPBACK)) {
            try (java.net.Socket first = new java.net.Socket(LOOPBACK, full.getLocalPort());
                    java.net.Socket second = new java.net.Socket(LOOPBACK, full.getLocalPort())) {
                assertThat(first.isConnected() && second.isConnected()).isTrue();
                Result result = look(Map.of("tcp", List.of(place(full)), "http", List.of(url())));

                assertThat(seen(result)).isEqualTo("dead");
                assertThat(result.message()).contains("no answer within 1 s").contains("status 503");
            }
        }
    }

    @Test
    void machinesOfTheSiteAreAskedForAsTheRuntimeNamesThem() throws Exception {
        assertThat(seen(look(Map.of("hosts", List.of("127.0.0.1 " + alive.getLocalPort())))))
                .isEqualTo("alive");
    }

    @Test
    void aWitnessWithNothingToAskHasSeenNothing() {
        assertThat(refusal(Map.of()).code()).isEqualTo("SETTING_UNUSABLE");
        assertThat(refusal(Map.of("tcp", List.of("a host; reboot"))).code()).isEqualTo("SETTING_UNUSABLE");
    }

    @ParameterizedTest
    @CsvSource({"200, alive", "503, dead", "500, ''", "404, ''"})
    void anEndpointSaysOnlyWhatItsTwoStatusesSay(int answered, String seen) throws Exception {
        status = answered;
        Map<String, Object> settings = Map.of("url", url());
        if (seen.isEmpty()) {
            assertThat(refusal(settings).code()).isEqualTo("WITNESS_UNABLE");
        } else {
            assertThat(seen(look(settings))).isEqualTo(seen);
        }
    }

    @Test
    void anEndpointThatIsGoneHasSeenNothing() {
        String gone = url();
        web.stop(0);

        assertThat(refusal(Map.of("url", gone)).code()).isEqualTo("WITNESS_UNREACHABLE");
    }

    private Result look(Map<String, Object> settings) throws Exception {
        return connector.execute(request(HOST, settings), context());
    }

    private ConnectorException refusal(Map<String, Object> settings) {
        return catchThrowableOfType(
                ConnectorException.class, () -> connector.execute(request(HOST, settings), context()));
    }

    private TestContext context() {
        return new TestContext(host -> shell, Duration.ofMillis(2_900));
    }

    private String url() {
        return "http://127.0.0.1:" + web.getAddress().getPort() + "/";
    }

    private static String place(ServerSocket socket) {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    private static String seen(Result result) {
        return result.outputs().getOrDefault("seen", "nothing");
    }

    private static Request request(Host host, Map<String, Object> settings) {
        Target target = new Target(Kind.VANTAGE, "office", "fra", host, Settings.of(settings));
        return new Request(Operation.LOOK, target, null, false, Map.of());
    }
}
