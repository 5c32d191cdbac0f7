package io.changeover.connector.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changeover.connector.spi.Connector;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Host;
import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.connector.spi.Settings;
import io.changeover.connector.spi.Shell;
import io.changeover.connector.spi.Target;
import io.changeover.connector.spi.Verdict;
import io.changeover.connector.testing.LocalShell;
import io.changeover.connector.testing.Namespaces;
import io.changeover.connector.testing.RouteContractTest;
import io.changeover.connector.testing.Scenario;
import io.changeover.connector.testing.TestContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service address on the hosts of a real network: namespaces on a switch, with a client beside them. */
class AddressConnectorTest extends RouteContractTest {
    private static final String VIP = "10.99.7.80";

    private final AddressConnector connector = new AddressConnector();
    private final Map<String, Object> settings = new HashMap<>();
    private final Map<String, Shell> shells = new HashMap<>();
    private Namespaces net;

    @BeforeEach
    void build() {
        net = new Namespaces("fra", "ams", "client");
        for (String site : List.of("fra", "ams")) {
            shells.put(site, net.shell(site));
        }
        settings.put("address", VIP + "/32");
        settings.put("interface", "lan");
        net.ip("fra", "addr add " + VIP + "/32 dev lan");
    }

    @AfterEach
    void remove() {
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
                this::atFra,
                request(operation, "ams"),
                this::context,
                () -> addresses("fra") + addresses("ams"),
                () -> shells.put("fra", new LocalShell("/no/such/place")));
    }

    private void atFra() {
        shells.put("fra", net.shell("fra"));
        net.sh("ams", "ip addr del " + VIP + "/32 dev lan 2>/dev/null || true");
        net.sh("fra", "ip addr add " + VIP + "/32 dev lan 2>/dev/null || true");
    }

    private String addresses(String host) {
        return net.sh(host, "ip -4 -o addr show dev lan");
    }

    @Override
    protected TestContext context() {
        return new TestContext(host -> named(host, shells.get(host.site())), Duration.ofSeconds(30));
    }

    /** As over SSH, a host that cannot be reached is named with what was found. */
    private static Shell named(Host host, Shell shell) {
        return command -> {
            try {
                return shell.run(command);
            } catch (ConnectorException e) {
                throw ConnectorException.transientFault(
                        e.code(), "shop's host %s: wanted a session, found: %s".formatted(host, e.getMessage()), e);
            }
        };
    }

    @Override
    protected Target target(String site) {
        Host host = new Host(site + "-web1", site, net.address(site), Settings.NONE);
        return new Target(Kind.ROUTE, "shop", site, host, Settings.of(settings));
    }

    private String neighbour() {
        return net.sh("client", "ip neigh show " + VIP);
    }

    private String machine(String host) {
        return net.sh(host, "cat /sys/class/net/lan/address").strip();
    }

    @Test
    void clientsReachTheOtherHostAtOnceAndTheGapIsShort() throws Exception {
        Process ping = new ProcessBuilder(List.of(
                        net.prefix("client")[0],
                        "netns",
                        "exec",
                        net.prefix("client")[3],
                        "ping",
                        "-D",
                        "-i",
                        "0.01",
                        "-c",
                        "300",
                        VIP))
                .redirectErrorStream(true)
                .start();
        await().until(() -> neighbour().contains(machine("fra")));

        assertThat(execute(Operation.READ, "fra").outputs()).containsEntry("site", "fra");
        assertThat(execute(Operation.SWITCH, "ams").outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(execute(Operation.READ, "fra").outputs()).containsEntry("site", "ams");

        await().until(() -> neighbour().contains(machine("ams")));
        String answers = new String(ping.getInputStream().readAllBytes());
        List<Double> times = Pattern.compile("\\[(\\d+\\.\\d+)] 64 bytes")
                .matcher(answers)
                .results()
                .map(match -> Double.parseDouble(match.group(1)))
                .toList();
        double gap = 0;
        for (int i = 1; i < times.size(); i++) {
            gap = Math.max(gap, times.get(i) - times.get(i - 1));
        }
        System.out.printf("address: longest gap between two answers to a ping every 10 ms: %.0f ms%n", gap * 1000);
        assertThat(times).hasSizeGreaterThan(10);
    }

    @Test
    void anAddressAtBothHostsOrAtNoneIsAnError() throws Exception {
        net.ip("ams", "addr add " + VIP + "/32 dev lan");
        for (Operation operation : List.of(Operation.READ, Operation.SWITCH)) {
            refused(() -> execute(operation, "ams"), "ADDRESS_TWICE", Verdict.PERMANENT, "fra-web1", "ams-web1");
        }

        net.ip("ams", "addr del " + VIP + "/32 dev lan");
        net.ip("fra", "addr del " + VIP + "/32 dev lan");
        refused(() -> execute(Operation.READ, "ams"), "ADDRESS_NOWHERE", Verdict.PERMANENT, VIP);
        assertThat(execute(Operation.SWITCH, "ams").outcome())
                .as("what was interrupted between taking and giving goes on")
                .isEqualTo(Outcome.CHANGED);
    }

    @Test
    void aSourceThatCannotBeAskedStillHasTheAddress() {
        shells.put("fra", new LocalShell("/no/such/place"));

        refused(() -> execute(Operation.SWITCH, "ams"), "SSH_UNREACHABLE", Verdict.TRANSIENT, "fra-web1");
        assertThat(addresses("ams")).doesNotContain(VIP);
    }

    @Test
    void anAddressThatSomebodyElseAnswersForIsRefusedBeforeAnythingIsChanged() {
        net.ip("fra", "addr del " + VIP + "/32 dev lan");
        net.ip("client", "addr add " + VIP + "/32 dev lan");

        refused(
                () -> execute(Operation.SWITCH, "ams"),
                "ADDRESS_TAKEN",
                Verdict.PERMANENT,
                machine("client"),
                "neither host has it");
        assertThat(addresses("ams")).doesNotContain(VIP);
    }

    @Test
    void anAddressThatSomebodyElseGivesWhileItMovesIsRefused() {
        Shell fra = shells.get("fra");
        shells.put("fra", command -> {
            if (command.script().contains("addr del")) {
                net.ip("client", "addr add " + VIP + "/32 dev lan");
            }
            return fra.run(command);
        });

        refused(() -> execute(Operation.SWITCH, "ams"), "ADDRESS_TAKEN", Verdict.PERMANENT, machine("client"));
        assertThat(addresses("ams") + addresses("fra")).doesNotContain(VIP);
    }

    @Test
    void aTargetWithoutALinkGetsNothing() {
        net.ip("ams", "link set lan down");

        refused(() -> execute(Operation.SWITCH, "ams"), "ADDRESS_LINK_DOWN", Verdict.TRANSIENT, "lan");
        assertThat(addresses("fra")).contains(VIP);
    }

    @Test
    void anAddressThatWasPutElsewhereIsLeftAlone() {
        net.ip("fra", "addr del " + VIP + "/32 dev lan");
        net.ip("fra", "addr add " + VIP + "/32 dev lo");

        refused(() -> execute(Operation.SWITCH, "ams"), "ADDRESS_ELSEWHERE", Verdict.PERMANENT, "lo/32");
        refused(() -> execute(Operation.SWITCH, "fra"), "ADDRESS_ELSEWHERE", Verdict.PERMANENT, "lo/32");
    }

    @Test
    void anAddressThatOthersDependOnIsNotRemoved() {
        settings.put("address", "10.99.8.80/24");
        net.ip("fra", "addr add 10.99.8.80/24 dev lan");
        net.ip("fra", "addr add 10.99.8.81/24 dev lan");

        refused(() -> execute(Operation.SWITCH, "ams"), "ADDRESS_CARRIES_OTHERS", Verdict.PERMANENT, "/32");
        assertThat(addresses("fra")).contains("10.99.8.80", "10.99.8.81");
    }

    @Test
    void mistakesInThePlanAreNamed() {
        settings.put("address", "fd00::80/128");
        refused(() -> execute(Operation.READ, "ams"), "SETTING_UNUSABLE", Verdict.PERMANENT, "IPv6");
        settings.put("address", "10.0.0.300/32");
        refused(() -> execute(Operation.READ, "ams"), "SETTING_UNUSABLE", Verdict.PERMANENT, "10.0.0.300");
        settings.put("address", VIP + "/32");
        settings.put("interface", "lan; reboot");
        refused(() -> execute(Operation.READ, "ams"), "SETTING_UNUSABLE", Verdict.PERMANENT, "interface");
        settings.put("interface", "eth7");
        refused(() -> execute(Operation.READ, "ams"), "ADDRESS_LINK_UNKNOWN", Verdict.PERMANENT, "eth7");
    }

    @Test
    void everyProgramRunsUnderSudoWhereThePlanSaysSo(@TempDir Path folder) throws Exception {
        Path log = folder.resolve("log");
        Path sudo = Files.writeString(
                folder.resolve("sudo"), "#!/bin/sh\nprintf '%s\\n' \"$*\" >> " + log + "\nshift\nexec \"$@\"\n");
        Files.setPosixFilePermissions(sudo, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String site : List.of("fra", "ams")) {
            List<String> words = new ArrayList<>(List.of(net.prefix(site)));
            words.addAll(List.of("env", "PATH=" + folder + ":" + System.getenv("PATH")));
            shells.put(site, new LocalShell(words.toArray(String[]::new)));
        }
        settings.put("sudo", "true");

        assertThat(execute(Operation.SWITCH, "ams").outcome()).isEqualTo(Outcome.CHANGED);

        await().untilAsserted(() -> assertThat(Files.readString(log))
                .contains(
                        "-n ip -j addr show",
                        "-n ip addr del " + VIP + "/32",
                        "-n timeout -s INT",
                        "-n ip addr add " + VIP + "/32",
                        "-n arping -q -U -c 3"));
    }
}
