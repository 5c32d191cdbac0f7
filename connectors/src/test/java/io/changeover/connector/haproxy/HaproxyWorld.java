package io.changeover.connector.haproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Host;
import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import io.changeover.connector.spi.Settings;
import io.changeover.connector.spi.Target;
import io.changeover.connector.spi.Verdict;
import io.changeover.connector.testing.LocalShell;
import io.changeover.connector.testing.TestContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A real HAProxy between real clients and two real applications, for one test. */
abstract class HaproxyWorld {
    private static final Host BALANCER = new Host("lb1", "fra", "127.0.0.1", Settings.NONE);
    static final String FAST = " check inter 100ms fall 5";

    @TempDir
    Path folder;

    final HaproxyConnector connector = new HaproxyConnector();
    private final LocalShell shell = new LocalShell();
    final TestContext context = TestContext.local(shell);
    private final HttpClient client = HttpClient.newHttpClient();
    final ExecutorService threads = Executors.newCachedThreadPool();
    final WebSite fra = new WebSite("fra");
    final WebSite ams = new WebSite("ams");
    final Map<String, Object> settings = new HashMap<>();
    final Map<String, List<String>> servers = new HashMap<>();
    HaproxyServer haproxy;

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

    Result execute(Operation operation, String site) throws Exception {
        Request request =
                new Request(operation, target(site), target(site.equals("fra") ? "ams" : "fra"), false, Map.of());
        return connector.execute(request, context);
    }

    Target target(String site) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("servers", servers.getOrDefault(site, List.of(site + "1")));
        return new Target(Kind.ROUTE, "shop", site, BALANCER, Settings.of(all));
    }

    String get(String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(haproxy.url() + path)).build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() == 200 ? answer.body() : String.valueOf(answer.statusCode());
    }

    static void refused(ThrowingCallable call, String code, Verdict verdict, String... said) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ConnectorException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.verdict()).isEqualTo(verdict);
            assertThat(e.getMessage()).contains("shop").contains(said);
        });
    }
}
