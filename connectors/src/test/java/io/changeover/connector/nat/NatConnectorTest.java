package io.changeover.connector.nat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changeover.connector.spi.Command;
import io.changeover.connector.spi.Connector;
import io.changeover.connector.spi.Host;
import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.connector.spi.Settings;
import io.changeover.connector.spi.Shell;
import io.changeover.connector.spi.Target;
import io.changeover.connector.spi.Verdict;
import io.changeover.connector.testing.Namespaces;
import io.changeover.connector.testing.RouteContractTest;
import io.changeover.connector.testing.Scenario;
import io.changeover.connector.testing.TestContext;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gateway with real nftables and conntrack, between a client and a server at each site, as namespaces on a switch. */
class NatConnectorTest extends RouteContractTest {
    private static final String PUBLIC = "203.0.113.10";

    private final NatConnector connector = new NatConnector();
    private final Map<String, Object> settings = new HashMap<>();
    private final List<Process> processes = new ArrayList<>();
    private Namespaces net;
    private Shell shell;
    private TestContext context;

    @BeforeEach
    void build() throws IOException {
        net = new Namespaces("gate", "fra", "ams", "client");
        net.sh("gate", "echo 1 > /proc/sys/net/ipv4/ip_forward");
        net.ip("client", "route add " + PUBLIC + " via " + net.address("gate"));
        for (String site : List.of("fra", "ams")) {
            net.sh(site, "ip route add " + net.address("client") + " via " + net.address("gate"));
            serve(site);
        }
        // All are in one network here; answers must come back through the gateway all the same.
        net.sh("gate", "sysctl -qw net.ipv4.conf.all.send_redirects=0 net.ipv4.conf.lan.send_redirects=0");
        shell = net.shell("gate");
        context = fresh();
        settings.put("public", PUBLIC + ":443");
        leadToFra();
    }

    /** Says the site's name to whoever connects, then keeps the connection until the client ends it. */
    private void serve(String site) throws IOException {
        List<String> words = new ArrayList<>(List.of(net.prefix(site)));
        words.addAll(List.of("socat", "TCP-LISTEN:8443,fork,reuseaddr", "SYSTEM:echo " + site + "; cat"));
        processes.add(new ProcessBuilder(words).start());
        await().until(() -> net.sh(site, "ss -Hltn 'sport = :8443'").contains("8443"));
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

    @Override
    protected Connector connector() {
        return connector;
    }

    @Override
    protected Scenario scenario(String name, Operation operation) {
        return new Scenario(
                name,
                this::leadToFra,
                request(operation, "ams"),
                this::fresh,
                () -> net.sh("gate", "nft -s list ruleset"),
                () -> shell = broken(shell));
    }

    /** As where the login may not run nft. */
    private static Shell broken(Shell shell) {
        return command -> shell.run(Command.script("echo 'Operation not permitted' >&2; exit 1", command.timeout()));
    }

    @Override
    protected TestContext context() {
        return context;
    }

    private TestContext fresh() {
        return new TestContext(host -> shell, Duration.ofSeconds(30));
    }

    private void leadToFra() {
        shell = net.shell("gate");
        net.sh("gate", "nft flush ruleset");
        rule("ip changeover", "ip daddr " + PUBLIC + " tcp dport 443 dnat to " + net.address("fra") + ":8443");
    }

    private void rule(String table, String rule) {
        net.sh(
                "gate",
                "nft 'add table %1$s; add chain %1$s prerouting { type nat hook prerouting priority -100; }; add rule %1$s prerouting %2$s'"
                        .formatted(table, rule));
    }

    @Override
    protected Target target(String site) {
        Map<String, Object> all = new HashMap<>(settings);
        all.putIfAbsent("to", net.address(site) + ":8443");
        return new Target(Kind.ROUTE, "shop", site, new Host("gw", "fra", "gate", Settings.NONE), Settings.of(all));
    }

    private String site() {
        return net.sh("client", "socat -T 2 - TCP:" + PUBLIC + ":443,connect-timeout=5 </dev/null")
                .strip();
    }

    @Test
    void newConnectionsGoToTheOtherSiteAndBack() throws Exception {
        assertThat(site()).isEqualTo("fra");
        assertThat(execute(Operation.READ, "ams").outputs()).containsEntry("site", "fra");

        assertThat(execute(Operation.SWITCH, "ams").outcome()).isEqualTo(Outcome.CHANGED);

        assertThat(site()).isEqualTo("ams");
        assertThat(execute(Operation.READ, "ams").outputs()).containsEntry("site", "ams");
        assertThat(execute(Operation.SWITCH, "fra").outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(site()).isEqualTo("fra");
    }

    @Test
    void connectionsThatGoOnWithTheFormerSiteAreEnded() throws Exception {
        List<String> words = new ArrayList<>(List.of(net.prefix("client")));
        words.addAll(List.of("socat", "-", "TCP:" + PUBLIC + ":443"));
        Process session = new ProcessBuilder(words).start();
        processes.add(session);
        assertThat(session.inputReader().readLine()).isEqualTo("fra");

        assertThat(execute(Operation.SWITCH, "ams").outcome()).isEqualTo(Outcome.CHANGED);

        assertThat(context.readings())
                .anyMatch(reading ->
                        reading.name().equals("connections") && reading.value().matches("[1-9]\\d* to .*"));
        assertThat(context.lastReading("connections")).startsWith("0 to ");
        assertThat(net.sh("gate", "conntrack -L -p tcp --orig-port-dst 443 2>/dev/null"))
                .doesNotContain("src=" + net.address("fra"));
    }

    @Test
    void withoutConntrackItIsSaidThatConnectionsGoOn() throws Exception {
        Shell gate = shell;
        shell = command -> gate.run(new Command(
                command.script().replace("conntrack -", "no-such-conntrack -"),
                command.environment(),
                command.input(),
                command.timeout(),
                command.outputLimit()));

        assertThat(execute(Operation.SWITCH, "ams").outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(context.lastReading("connections")).contains("not installed", net.address("fra"));
    }

    @Test
    void aRuleOfSomebodyElseIsLeftAlone() {
        net.sh("gate", "nft flush ruleset");
        rule("ip changeover", "ip daddr " + PUBLIC + " tcp dport 443 dnat to 10.9.9.9:443");
        String before = net.sh("gate", "nft list ruleset");
        for (Operation operation : List.of(Operation.READ, Operation.SWITCH)) {
            refused(() -> execute(operation, "ams"), "ROUTE_CHANGED_BY_OTHERS", Verdict.PERMANENT, "10.9.9.9:443");
        }
        assertThat(net.sh("gate", "nft list ruleset")).isEqualTo(before);

        leadToFra();
        rule("ip mine", "ip daddr " + PUBLIC + " tcp dport 443 dnat to " + net.address("fra") + ":8443");
        refused(() -> execute(Operation.SWITCH, "ams"), "ROUTE_CHANGED_BY_OTHERS", Verdict.PERMANENT, "ip mine");
    }

    @Test
    void aRuleThatIsExchangedByAnotherMeanwhileIsNotOverwritten() {
        Shell gate = shell;
        shell = command -> {
            if (command.script().contains("nft -f")) {
                net.sh("gate", "nft flush chain ip changeover prerouting");
                rule("ip changeover", "ip daddr " + PUBLIC + " tcp dport 443 dnat to 10.9.9.9:443");
            }
            return gate.run(command);
        };

        refused(() -> execute(Operation.SWITCH, "ams"), "ROUTE_CHANGED_BY_OTHERS", Verdict.PERMANENT, "10.9.9.9");
        assertThat(net.sh("gate", "nft list ruleset"))
                .contains("10.9.9.9")
                .doesNotContain(net.address("ams") + ":8443");
    }

    @Test
    void otherRulesOfTheTableStayAsTheyAre() throws Exception {
        rule("ip changeover", "ip daddr " + PUBLIC + " tcp dport 25 dnat to 10.9.9.9:25");

        execute(Operation.SWITCH, "ams");

        List<String> rules = net.sh("gate", "nft list chain ip changeover prerouting")
                .lines()
                .filter(line -> line.contains("dnat"))
                .toList();
        assertThat(rules).hasSize(2);
        assertThat(rules.get(0)).contains("dport 443", net.address("ams"));
        assertThat(rules.get(1)).contains("dport 25", "10.9.9.9");
    }

    @Test
    void noRuleIsAnErrorToReadAndIsMadeByASwitch() throws Exception {
        net.sh("gate", "nft flush ruleset");
        refused(() -> execute(Operation.READ, "ams"), "ROUTE_NOWHERE", Verdict.PERMANENT, PUBLIC);

        assertThat(execute(Operation.SWITCH, "ams").outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(site()).isEqualTo("ams");
    }

    @Test
    void udpIsTranslatedToo() throws Exception {
        settings.put("protocol", "udp");

        assertThat(execute(Operation.SWITCH, "ams").outcome()).isEqualTo(Outcome.CHANGED);

        assertThat(net.sh("gate", "nft list ruleset")).contains("udp dport 443", "tcp dport 443");
        assertThat(execute(Operation.SWITCH, "ams").outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void mistakesInThePlanAreNamed() {
        settings.put("public", "example.com:443");
        refused(() -> execute(Operation.READ, "ams"), "SETTING_UNUSABLE", Verdict.PERMANENT, "example.com");
        settings.put("public", PUBLIC + ":443");
        settings.put("to", "10.0.0.5:8443");
        refused(() -> execute(Operation.READ, "ams"), "SETTING_UNUSABLE", Verdict.PERMANENT, "10.0.0.5:8443");
        settings.remove("to");
        settings.put("table", "x; flush ruleset");
        refused(() -> execute(Operation.READ, "ams"), "SETTING_UNUSABLE", Verdict.PERMANENT, "table");
    }
}
