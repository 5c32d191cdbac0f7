package io.changeover.connector.nat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.changeover.connector.spi.Command;
import io.changeover.connector.spi.Connector;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Host;
import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import io.changeover.connector.spi.Settings;
import io.changeover.connector.spi.Shell;
import io.changeover.connector.spi.Target;
import io.changeover.connector.testing.ConnectorContractTest;
import io.changeover.connector.testing.Namespaces;
import io.changeover.connector.testing.Scenario;
import io.changeover.connector.testing.TestContext;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A gateway with real nftables between a site and its clients, as namespaces. */
class NftablesFenceTest extends ConnectorContractTest {
    private final NftablesFence connector = new NftablesFence();
    private final List<Process> processes = new ArrayList<>();
    private Namespaces net;
    private Shell shell;
    private TestContext context;

    @BeforeEach
    void build() throws IOException {
        net = new Namespaces("gate", "fra", "client", "admin");
        net.sh("gate", "echo 1 > /proc/sys/net/ipv4/ip_forward");
        net.sh("gate", "sysctl -qw net.ipv4.conf.all.send_redirects=0 net.ipv4.conf.lan.send_redirects=0");
        for (String other : List.of("client", "admin")) {
            net.sh("fra", "ip route add " + net.address(other) + " via " + net.address("gate"));
            net.sh(other, "ip route add " + net.address("fra") + " via " + net.address("gate"));
        }
        List<String> words = new ArrayList<>(List.of(net.prefix("fra")));
        words.addAll(List.of("socat", "TCP-LISTEN:8443,fork,reuseaddr", "SYSTEM:echo fra; cat"));
        processes.add(new ProcessBuilder(words).start());
        await().until(() -> net.sh("fra", "ss -Hltn 'sport = :8443'").contains("8443"));
        open();
    }

    @AfterEach
    void remove() {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            process.onExit().join();
        }
        net.close();
    }

    private void open() {
        shell = net.shell("gate");
        context = fresh();
        net.sh("gate", "nft flush ruleset");
        net.sh("gate", "nft add table inet mine");
    }

    @Override
    protected Connector connector() {
        return connector;
    }

    @Override
    protected List<Scenario> scenarios() {
        return List.of(scenario("fence", Operation.FENCE, this::open), scenario("unfence", Operation.UNFENCE, () -> {
            open();
            connector.execute(request(Operation.FENCE), fresh());
        }));
    }

    private Scenario scenario(String name, Operation operation, Executable given) {
        return new Scenario(
                name,
                given,
                request(operation),
                this::fresh,
                () -> net.sh("gate", "nft -s list ruleset"),
                () -> shell = command -> net.shell("gate")
                        .run(Command.script("echo 'Operation not permitted' >&2; exit 1", command.timeout())));
    }

    private TestContext fresh() {
        return new TestContext(host -> shell, Duration.ofSeconds(30));
    }

    private Request request(Operation operation) {
        return request(operation, List.of(net.address("fra"), "2001:db8:1::/48", "192.0.2.77/24"));
    }

    private Request request(Operation operation, List<String> addresses) {
        Host gate = new Host("gate", "ams", "gate", Settings.NONE);
        Settings settings = Settings.of(Map.of("addresses", addresses, "except", List.of(net.address("admin"))));
        return new Request(operation, new Target(Kind.FENCING, "wall", "fra", gate, settings), null, false, Map.of());
    }

    private Result execute(Operation operation) throws Exception {
        return connector.execute(request(operation), context);
    }

    private String answer(String from) {
        return net.sh(
                        from,
                        "socat -T 2 - TCP:" + net.address("fra")
                                + ":8443,connect-timeout=1 </dev/null 2>/dev/null || echo none")
                .strip();
    }

    @Test
    void clientsAreCutOffAndThoseExceptedAreNot() throws Exception {
        assertThat(answer("client")).isEqualTo("fra");

        assertThat(execute(Operation.FENCE).outcome()).isEqualTo(Outcome.CHANGED);

        assertThat(answer("client")).isEqualTo("none");
        assertThat(answer("admin")).isEqualTo("fra");
        assertThat(context.lastReading("rules")).contains("forward: ip saddr " + net.address("fra") + " drop");
        assertThat(execute(Operation.UNFENCE).outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(answer("client")).isEqualTo("fra");
        assertThat(net.sh("gate", "nft list ruleset")).contains("table inet mine");
    }

    @Test
    void aConnectionUnderWayIsCutToo() throws Exception {
        List<String> words = new ArrayList<>(List.of(net.prefix("client")));
        words.addAll(List.of("socat", "-", "TCP:" + net.address("fra") + ":8443"));
        Process session = new ProcessBuilder(words).start();
        processes.add(session);
        assertThat(session.inputReader().readLine()).isEqualTo("fra");

        execute(Operation.FENCE);
        session.outputWriter().write("lost\n");
        session.outputWriter().flush();

        await().until(() ->
                net.sh("client", "ss -Htno dst " + net.address("fra")).contains("timer:(on,"));
        assertThat(session.inputReader().ready()).as("an echo").isFalse();
    }

    @Test
    void aFenceWithAHoleIsMadeWholeAndOneAsleepIsNone() throws Exception {
        execute(Operation.FENCE);
        net.sh("gate", "nft insert rule inet changeover_wall_fra forward accept");
        assertThat(execute(Operation.FENCE).outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(answer("client")).isEqualTo("none");

        net.sh("gate", "nft 'add table inet changeover_wall_fra { flags dormant; }'");
        assertThat(answer("client")).isEqualTo("fra");
        assertThat(execute(Operation.FENCE).outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(answer("client")).isEqualTo("none");
    }

    @Test
    void whatIsNoAddressIsRefused() {
        for (String wrong : List.of("fra.example.org", "10.0.0.256", "10.0.0.0/33", "; flush ruleset")) {
            assertThatThrownBy(() -> connector.execute(request(Operation.FENCE, List.of(wrong)), context))
                    .isInstanceOfSatisfying(ConnectorException.class, e -> {
                        assertThat(e.code()).isEqualTo("SETTING_UNUSABLE");
                        assertThat(e.getMessage()).contains("wall at fra", "found '" + wrong + "'");
                    });
        }
    }
}
