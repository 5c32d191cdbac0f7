package io.changeover.connector.haproxy;

import io.changeover.connector.spi.Connector;
import io.changeover.connector.spi.Host;
import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Settings;
import io.changeover.connector.spi.Target;
import io.changeover.connector.testing.ConnectorContractTest;
import io.changeover.connector.testing.LocalShell;
import io.changeover.connector.testing.Scenario;
import io.changeover.connector.testing.TestContext;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The promises of every connector, kept with a real HAProxy over its socket and over TCP. */
class HaproxyConnectorTest extends ConnectorContractTest {
    @TempDir
    Path folder;

    private final HaproxyConnector connector = new HaproxyConnector();
    private final WebSite fra = new WebSite("fra");
    private final WebSite ams = new WebSite("ams");
    private HaproxyServer haproxy;

    @BeforeEach
    void startHaproxy() {
        haproxy = HaproxyServer.start(
                folder,
                "server fra1 " + fra.address() + " check inter 100ms fall 5",
                "server ams1 " + ams.address() + " check inter 100ms fall 5 disabled");
    }

    @AfterEach
    void stopAll() {
        haproxy.close();
        fra.close();
        ams.close();
    }

    @Override
    protected Connector connector() {
        return connector;
    }

    @Override
    protected List<Scenario> scenarios() {
        return List.of(
                scenario("read over the socket", Operation.READ, Map.of("socket", haproxy.socket())),
                scenario("switch over the socket", Operation.SWITCH, Map.of("socket", haproxy.socket())),
                scenario("read over TCP", Operation.READ, Map.of("api", haproxy.api())),
                scenario("switch over TCP", Operation.SWITCH, Map.of("api", haproxy.api(), "weight", "7")),
                fencing("fence", Operation.FENCE, this::pointToFra),
                fencing("unfence", Operation.UNFENCE, () -> {
                    pointToFra();
                    haproxy.ask("set server app/fra1 state maint");
                }));
    }

    private Scenario fencing(String name, Operation operation, Executable given) {
        LocalShell shell = new LocalShell();
        Target route = target("fra", Map.of("socket", haproxy.socket()));
        Target target = new Target(Kind.FENCING, "cut", "fra", route.host(), route.settings());
        return new Scenario(
                name,
                given,
                new Request(operation, target, null, false, Map.of()),
                () -> TestContext.local(shell),
                this::world,
                haproxy::stop);
    }

    private Scenario scenario(String name, Operation operation, Map<String, String> settings) {
        LocalShell shell = new LocalShell();
        return new Scenario(
                name,
                this::pointToFra,
                new Request(operation, target("ams", settings), target("fra", settings), false, Map.of()),
                () -> TestContext.local(shell),
                this::world,
                haproxy::stop);
    }

    private static Target target(String site, Map<String, String> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("backend", "app");
        all.put("servers", List.of(site + "1"));
        Host balancer = new Host("lb1", "fra", "127.0.0.1", Settings.of(Map.of()));
        return new Target(Kind.ROUTE, "shop", site, balancer, Settings.of(all));
    }

    private void pointToFra() {
        haproxy.stop();
        haproxy.start();
    }

    /** Administrative state and weight of each server. */
    private String world() {
        return haproxy.ask("show servers state app")
                .lines()
                .filter(line -> line.contains(" app "))
                .map(line -> line.split(" "))
                .map(cells -> cells[3] + " " + cells[6] + " " + cells[7])
                .collect(Collectors.joining("\n"));
    }
}
