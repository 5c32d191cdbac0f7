package io.changeover.connector.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.changeover.connector.spi.Command;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Host;
import io.changeover.connector.spi.Shell;
import io.changeover.connector.spi.Verdict;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins through other hosts, each a real OpenSSH server. */
class SshJumpTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final List<OpenSshDaemon> daemons = new ArrayList<>();
    private final SshShells shells = new SshShells(SshOptions.defaults().withConnectTimeout(Duration.ofSeconds(2)));
    private OpenSshDaemon gate;
    private OpenSshDaemon inner;

    @BeforeEach
    void startDaemons() throws Exception {
        gate = daemon("gate");
        inner = daemon("inner");
    }

    @AfterEach
    void stopDaemons() {
        shells.close();
        daemons.forEach(OpenSshDaemon::close);
    }

    private OpenSshDaemon daemon(String name, String... extra) throws Exception {
        OpenSshDaemon daemon = new OpenSshDaemon(Files.createDirectories(folder.resolve(name)), extra);
        daemons.add(daemon);
        return daemon;
    }

    private static Host named(String name, Host host, Host jump) {
        return new Host(name, host.site(), host.address(), host.ssh(), jump);
    }

    private Host gate() {
        return named("gate", gate.host(), null);
    }

    private Host inner() {
        return named("inner", inner.host(), gate());
    }

    private String port(Host host) throws Exception {
        // The fourth word is the port of the server that was reached.
        return shells.on(host)
                .run(Command.script("set -- $SSH_CONNECTION; echo $4", LIMIT))
                .output()
                .strip();
    }

    private ConnectorException refusal(Host host) {
        return catchThrowableOfType(
                ConnectorException.class, () -> shells.on(host).run(Command.script("true", LIMIT)));
    }

    @Test
    void aChainOfJumpHostsIsTakenAndEachHasItsOwnSettings() throws Exception {
        OpenSshDaemon middle = daemon("middle");
        Host chain = named("inner", inner.host(), named("middle", middle.host(), gate()));

        assertThat(port(chain)).isEqualTo(String.valueOf(inner.port()));

        assertThat(gate.connections()).isEqualTo(1);
        assertThat(middle.connections()).isEqualTo(1);
    }

    @Test
    void manyLoginsShareOneConnectionToTheJumpHostAndItsLimits() throws Exception {
        List<Callable<String>> calls = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Host host = named("inner-" + i, daemon("inner-" + i).host(), gate());
            calls.add(() -> port(host));
        }

        assertThat(together(calls)).doesNotHaveDuplicates().hasSize(12);
        assertThat(gate.connections()).isBetween(1L, 2L);
        assertThat(gate.log()).doesNotContain("MaxStartups").doesNotContain("no more sessions");
    }

    @Test
    void muchOutputAndInputGoThroughWhole() throws Exception {
        String input = "0123456789abcdef".repeat(64 * 1024);
        Command command = new Command("cat", Map.of(), input, LIMIT, 2 * input.length());

        assertThat(shells.on(inner()).run(command).output()).isEqualTo(input);
    }

    @Test
    void theHostKeysOfBothAreChecked() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty"), "");
        Host strange = named("gate", gate.host(Map.of("knownHosts", empty.toString())), null);

        ConnectorException atTheGate = refusal(named("inner", inner.host(), strange));
        ConnectorException behind = refusal(named("inner", inner.host(Map.of("knownHosts", empty.toString())), gate()));

        assertThat(atTheGate.code()).isEqualTo("SSH_HOST_KEY");
        assertThat(atTheGate.verdict()).isEqualTo(Verdict.PERMANENT);
        assertThat(atTheGate)
                .hasMessageStartingWith(
                        "inner (127.0.1.7:%d through gate) cannot be reached: gate (127.0.1.7:%d): its host key is not known"
                                .formatted(inner.port(), gate.port()));
        assertThat(behind.code()).isEqualTo("SSH_HOST_KEY");
        assertThat(behind).hasMessageStartingWith("inner (").hasMessageContaining("its host key is not known");
    }

    @Test
    void theHopThatFailsIsNamed() throws Exception {
        inner.stop();
        assertThat(refusal(inner()))
                .hasMessageContaining("inner (")
                .hasMessageContaining("found: gate (127.0.1.7:%d) could not connect to it".formatted(gate.port()))
                .extracting(ConnectorException::code, ConnectorException::verdict)
                .containsExactly("SSH_UNREACHABLE", Verdict.TRANSIENT);
        inner.start();

        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.1.8"))) {
            Host mute = new Host(
                    "mute",
                    "fra",
                    "127.0.1.8",
                    inner.host(Map.of("port", String.valueOf(silent.getLocalPort())))
                            .ssh(),
                    gate());
            assertThat(refusal(mute)).hasMessageContaining("mute (").hasMessageContaining("connected, but no answer");
        }

        gate.freezeConnections();
        assertThat(refusal(inner())).hasMessageContaining("no answer from its jump host gate (");
        assertThat(port(inner())).as("by a new connection to the gate").isEqualTo(String.valueOf(inner.port()));

        gate.stop();
        await().untilAsserted(() -> assertThat(refusal(inner()))
                .hasMessageContaining("inner (")
                .hasMessageContaining("cannot be reached: gate (")
                .extracting(ConnectorException::code, ConnectorException::verdict)
                .containsExactly("SSH_UNREACHABLE", Verdict.TRANSIENT));
        gate.start();
        assertThat(port(inner())).isEqualTo(String.valueOf(inner.port()));
    }

    @Test
    void aJumpHostThatForwardsNothingNeedsAPerson() throws Exception {
        OpenSshDaemon shut = daemon("shut", "AllowTcpForwarding no");

        ConnectorException refusal = refusal(named("inner", inner.host(), named("shut", shut.host(), null)));

        assertThat(refusal.verdict()).isEqualTo(Verdict.PERMANENT);
        assertThat(refusal).hasMessageContaining("forwards no connection for this login");
    }

    @Test
    void aJumpHostThatDiesWhileACommandRunsLeavesItsOutcomeUnknown() throws Exception {
        Path mark = folder.resolve("started");
        Shell shell = shells.on(inner());
        Future<?> running = Executors.newSingleThreadExecutor()
                .submit(() -> shell.run(Command.script("touch " + mark + "; sleep 30", LIMIT)));
        await().until(() -> Files.exists(mark));

        gate.stop();

        Throwable thrown = catchThrowableOfType(Exception.class, running::get).getCause();
        assertThat(thrown).isInstanceOfSatisfying(ConnectorException.class, e -> {
            assertThat(e.code()).isEqualTo("SSH_LOST");
            assertThat(e.verdict()).isEqualTo(Verdict.UNKNOWN);
        });
        assertThat(thrown)
                .hasMessageContaining("the connection to its jump host gate (")
                .hasMessageContaining("broke");
        gate.start();
    }

    @Test
    void aConnectionThatOthersGoThroughIsKeptUntilTheyAreDone() throws Exception {
        try (SshShells quick = new SshShells(SshOptions.defaults().withIdleClose(Duration.ofMillis(300)))) {
            Shell shell = quick.on(inner());

            assertThat(shell.run(Command.script("sleep 1; echo done", LIMIT)).output())
                    .isEqualTo("done\n");

            await().until(() -> inner.connections() == 0 && gate.connections() == 0);
        }
    }

    private static List<String> together(List<Callable<String>> calls) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(calls.size());
        try {
            List<String> answers = new ArrayList<>();
            for (Future<String> answer : executor.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            executor.shutdownNow();
        }
    }
}
