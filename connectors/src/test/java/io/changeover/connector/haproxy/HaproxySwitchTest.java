package io.changeover.connector.haproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Host;
import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import io.changeover.connector.spi.Settings;
import io.changeover.connector.spi.Target;
import io.changeover.connector.spi.Verdict;
import io.changeover.connector.ssh.OpenSshDaemon;
import io.changeover.connector.ssh.SshShells;
import io.changeover.connector.testing.LocalShell;
import io.changeover.connector.testing.TestContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real HAProxy between real clients and two real applications. */
class HaproxySwitchTest {
    private static final Host BALANCER = new Host("lb1", "fra", "127.0.0.1", Settings.NONE);
    private static final String FAST = " check inter 100ms fall 5";

    @TempDir
    Path folder;

    private final HaproxyConnector connector = new HaproxyConnector();
    private final LocalShell shell = new LocalShell();
    private final TestContext context = TestContext.local(shell);
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final WebSite fra = new WebSite("fra");
    private final WebSite ams = new WebSite("ams");
    private final Map<String, Object> settings = new HashMap<>();
    private HaproxyServer haproxy;

    @BeforeEach
    void startHaproxy() {
        haproxy = HaproxyServer.start(
                folder, "server fra1 " + fra.address() + FAST, "server ams1 " + ams.address() + FAST + " disabled");
        settings.put("socket", haproxy.socket());
        settings.put("backend", "app");
    }

    @AfterEach
    void stopAll() {
        threads.shutdownNow();
        haproxy.close();
        fra.close();
        ams.close();
    }

    private Result execute(Operation operation, String site) throws Exception {
        Request request =
                new Request(operation, target(site), target(site.equals("fra") ? "ams" : "fra"), false, Map.of());
        return connector.execute(request, context);
    }

    private Target target(String site) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("servers", List.of(site + "1"));
        return new Target(Kind.ROUTE, "shop", site, BALANCER, Settings.of(all));
    }

    private String get(String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(haproxy.url() + path)).build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() == 200 ? answer.body() : String.valueOf(answer.statusCode());
    }

    private static void refused(ThrowingCallable call, String code, Verdict verdict, String... said) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ConnectorException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.verdict()).isEqualTo(verdict);
            assertThat(e.getMessage()).contains("shop").contains(said);
        });
    }

    @Test
    void trafficGoesToTheOtherSiteAndBackAndNoRequestFails() throws Exception {
        List<String> answers = new ArrayList<>();
        AtomicBoolean over = new AtomicBoolean();
        Future<?> traffic = threads.submit(() -> {
            while (!over.get()) {
                answers.add(get("/"));
            }
            return null;
        });

        assertThat(get("/")).isEqualTo("fra");
        assertThat(execute(Operation.SWITCH, "ams").outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(get("/")).isEqualTo("ams");
        assertThat(execute(Operation.READ, "fra").outputs()).containsEntry("site", "ams");
        assertThat(execute(Operation.SWITCH, "fra").outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(get("/")).isEqualTo("fra");

        over.set(true);
        traffic.get();
        assertThat(answers).isNotEmpty().containsOnly("fra", "ams");
    }

    @Test
    void aLongSessionMayEndInItsOwnTime() throws Exception {
        settings.put("drain", "20s");
        Future<String> session = threads.submit(() -> get("/long"));
        await().until(() -> fra.held() == 1);
        Future<Result> switching = threads.submit(() -> execute(Operation.SWITCH, "ams"));
        await().until(() -> get("/").equals("ams") && haproxy.ask("show stat").contains("DRAIN"));

        assertThat(switching.isDone()).isFalse();
        fra.let();

        assertThat(session.get()).isEqualTo("fra");
        assertThat(switching.get().outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(context.lastReading("sessions at fra")).isEqualTo("0");
        assertThat(context.lastReading("sessions cut at fra")).isEmpty();
    }

    @Test
    void aSessionThatGoesOnTooLongIsCut() throws Exception {
        settings.put("drain", "300ms");
        Future<String> session = threads.submit(() -> get("/long"));
        await().until(() -> fra.held() == 1);

        assertThat(execute(Operation.SWITCH, "ams").outcome()).isEqualTo(Outcome.CHANGED);

        assertThat(context.lastReading("sessions cut at fra")).isEqualTo("1");
        assertThat(context.lastReading("sessions at fra")).isEqualTo("0");
        assertThat(CompletableFuture.supplyAsync(() -> outcome(session)).get()).isNotEqualTo("fra");
    }

    private static String outcome(Future<String> session) {
        try {
            return session.get();
        } catch (Exception e) {
            return "cut";
        }
    }

    @Test
    void aTargetThatItsChecksFindDownGetsNoTraffic() throws Exception {
        ams.healthy(false);
        settings.put("up", "3s");

        refused(
                () -> execute(Operation.SWITCH, "ams"),
                "ROUTE_TARGET_DOWN",
                Verdict.TRANSIENT,
                "ams1 DOWN",
                "L7STS 503",
                "not switched");
        assertThat(get("/")).isEqualTo("fra");
        assertThat(execute(Operation.READ, "fra").outputs()).containsEntry("site", "fra");

        ams.healthy(true);
        assertThat(execute(Operation.SWITCH, "ams").outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(get("/")).isEqualTo("ams");
    }

    @Test
    void aTargetIsBelievedUpOnlyAfterACheckAlsoWhereOneFailureIsEnough() throws Exception {
        haproxy.stop();
        haproxy.configure(
                "server fra1 " + fra.address() + FAST,
                "server ams1 " + ams.address() + " check inter 400ms rise 1 fall 1 disabled");
        haproxy.start();
        ams.healthy(false);
        settings.put("up", "2s");

        refused(() -> execute(Operation.SWITCH, "ams"), "ROUTE_TARGET_DOWN", Verdict.TRANSIENT, "L7STS 503");
        assertThat(get("/")).isEqualTo("fra");
    }

    @Test
    void aSwitchIsMadeAgainAfterARestartForgotIt() throws Exception {
        execute(Operation.SWITCH, "ams");
        haproxy.stop();
        haproxy.start();

        assertThat(execute(Operation.READ, "ams").outputs()).containsEntry("site", "fra");
        assertThat(execute(Operation.SWITCH, "ams").outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(get("/")).isEqualTo("ams");
    }

    @Test
    void aReloadWhileTheSwitchIsUnderWayIsNoticed() throws Exception {
        settings.put("drain", "20s");
        Future<String> session = threads.submit(() -> get("/long"));
        await().until(() -> fra.held() == 1);
        Future<Result> switching = threads.submit(() -> execute(Operation.SWITCH, "ams"));
        await().until(() -> get("/").equals("ams"));

        haproxy.reload();
        fra.let();

        assertThat(session.get()).isEqualTo("fra");
        assertThatThrownBy(switching::get)
                .cause()
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.verdict()).isEqualTo(Verdict.TRANSIENT));
        assertThat(get("/")).isEqualTo("fra");
        assertThat(execute(Operation.SWITCH, "ams").outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(get("/")).isEqualTo("ams");
    }

    @Test
    void bothSitesNoneOrAnothersServersAreNamed() throws Exception {
        haproxy.ask("set server app/ams1 state ready");
        refused(() -> execute(Operation.READ, "fra"), "ROUTE_AMBIGUOUS", Verdict.PERMANENT, "fra1 UP", "ams1 UP");
        assertThat(execute(Operation.SWITCH, "ams").outcome()).isEqualTo(Outcome.CHANGED);

        haproxy.ask("set server app/ams1 state maint");
        refused(() -> execute(Operation.READ, "fra"), "ROUTE_NOWHERE", Verdict.PERMANENT, "fra1 MAINT", "ams1 MAINT");

        haproxy.stop();
        haproxy.configure(
                "server fra1 " + fra.address() + FAST,
                "server ams1 " + ams.address() + " disabled",
                "server other " + ams.address());
        haproxy.start();
        for (Operation operation : List.of(Operation.READ, Operation.SWITCH)) {
            refused(() -> execute(operation, "ams"), "ROUTE_CHANGED_BY_OTHERS", Verdict.PERMANENT, "other no check");
        }
    }

    @Test
    void aSocketThatMayOnlyLookCanReadAndRefusesToSwitch() throws Exception {
        settings.put("socket", haproxy.userSocket());

        assertThat(execute(Operation.READ, "fra").outputs()).containsEntry("site", "fra");
        refused(
                () -> execute(Operation.SWITCH, "ams"),
                "ROUTE_COMMAND_REFUSED",
                Verdict.PERMANENT,
                "set server app/ams1",
                "Permission denied");
        assertThat(get("/")).isEqualTo("fra");
    }

    @Test
    void mistakesInThePlanAreNamed() {
        settings.put("backend", "nope");
        refused(() -> execute(Operation.READ, "fra"), "ROUTE_STATE_UNREADABLE", Verdict.PERMANENT, "find backend");
        settings.put("backend", "app/fra1 state maint; show info");
        refused(() -> execute(Operation.READ, "fra"), "SETTING_UNUSABLE", Verdict.PERMANENT, "names");
        settings.put("backend", "app");
        settings.put("api", haproxy.api());
        refused(() -> execute(Operation.READ, "fra"), "SETTING_UNUSABLE", Verdict.PERMANENT, "'socket' and 'api'");
        settings.remove("api");
        haproxy.stop();
        haproxy.configure("server fra1 " + fra.address(), "server ams2 " + ams.address() + " disabled");
        haproxy.start();
        refused(() -> execute(Operation.READ, "fra"), "ROUTE_SERVER_UNKNOWN", Verdict.PERMANENT, "ams1", "ams2");
    }

    @Test
    void weightsAreSetAndReadBack() throws Exception {
        settings.put("weight", "42");

        execute(Operation.SWITCH, "ams");

        assertThat(haproxy.ask("get weight app/ams1")).startsWith("42 ");
    }

    @Test
    void theSocketIsReachedThroughTheHostsSshServer() throws Exception {
        try (OpenSshDaemon daemon = new OpenSshDaemon(Files.createDirectory(folder.resolve("ssh")));
                SshShells shells = new SshShells()) {
            TestContext overSsh = new TestContext(host -> shells.on(daemon.host()), Duration.ofSeconds(30));
            Request request = new Request(Operation.SWITCH, target("ams"), target("fra"), false, Map.of());

            assertThat(connector.execute(request, overSsh).outcome()).isEqualTo(Outcome.CHANGED);
            assertThat(connector.execute(request, overSsh).outcome()).isEqualTo(Outcome.UNCHANGED);
        }
        assertThat(get("/")).isEqualTo("ams");
    }
}
