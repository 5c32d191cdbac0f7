package io.changeover.connector.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.changeover.connector.spi.Connector;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Host;
import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import io.changeover.connector.spi.Settings;
import io.changeover.connector.spi.Target;
import io.changeover.connector.spi.Verdict;
import io.changeover.connector.ssh.OpenSshDaemon;
import io.changeover.connector.ssh.SshShells;
import io.changeover.connector.testing.ConnectorContractTest;
import io.changeover.connector.testing.LocalShell;
import io.changeover.connector.testing.Scenario;
import io.changeover.connector.testing.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostConnectorTest extends ConnectorContractTest {
    private static final Host HOST = new Host("fra-app1", "fra", "127.0.0.1", Settings.NONE);

    @TempDir
    Path folder;

    private final HostConnector connector = new HostConnector();
    private LocalShell shell = new LocalShell();

    @Override
    protected Connector connector() {
        return connector;
    }

    @Override
    protected List<Scenario> scenarios() {
        shell = new LocalShell();
        return List.of(new Scenario(
                "probe",
                () -> {},
                request(HOST, Map.of()),
                () -> TestContext.local(shell),
                () -> "the same",
                () -> shell = new LocalShell("env", "PATH=" + folder)));
    }

    @Test
    void tellsHowFarTheClockCanBeAndTheRoomThereIs() throws Exception {
        Result result = probe(HOST, Map.of("folders", List.of("/proc/version", "/nowhere/at/all")), shell);

        assertThat(Long.parseLong(result.outputs().get("skewLeastMillis"))).isLessThanOrEqualTo(0);
        assertThat(Long.parseLong(result.outputs().get("skewMostMillis"))).isNotNegative();
        assertThat(result.message()).contains("fra-app1 (127.0.0.1): clock ").contains("free at /");
        assertThat(shell.scripts()).hasSize(1);
    }

    @Test
    void aClockThatIsAheadIsNamedWithBothTimesOverRealSsh() throws Exception {
        try (OpenSshDaemon daemon = new OpenSshDaemon(folder, "ForceCommand " + faked("+42s"));
                SshShells shells = new SshShells()) {
            ConnectorException failure = refusal(
                    daemon.host(), Map.of("clockSkew", "5s"), new TestContext(shells::on, Duration.ofSeconds(30)));

            assertThat(failure.code()).isEqualTo("HOST_CLOCK");
            assertThat(failure.verdict()).isEqualTo(Verdict.PERMANENT);
            assertThat(failure)
                    .hasMessageContaining("fra-app1 (127.0.1.7): wanted its clock within 5.000 s of the server's")
                    .hasMessageMatching(
                            ".*found 20[0-9T:.-]+Z, when the server's said 20[0-9T:.-]+Z: it is 4[12].*s ahead");
        }
    }

    @Test
    void aClockThatIsBehindButWithinTheLimitIsFine() throws Exception {
        LocalShell late = new LocalShell("faketime", "-f", "-42s");

        assertThat(refusal(HOST, Map.of(), TestContext.local(late))).hasMessageContaining("behind");
        assertThat(probe(HOST, Map.of("clockSkew", "2m"), late).message()).contains("behind, give or take");
    }

    @Test
    void aFullFileSystemIsFoundWhereAFolderOfThePlanIs() throws Exception {
        Path full = mounted("size=4m,nr_inodes=1000");
        try {
            Files.write(full.resolve("ballast"), new byte[4 * 1024 * 1024 - 64 * 1024]);

            ConnectorException failure =
                    refusal(HOST, Map.of("folders", List.of(full + "/not/there/yet")), TestContext.local(shell));

            assertThat(failure.code()).isEqualTo("HOST_FULL");
            assertThat(failure)
                    .hasMessageContaining("fra-app1 (127.0.0.1): wanted room, found 0 MiB free of 4 MiB at " + full);
        } finally {
            run("umount", full.toString());
        }
    }

    @Test
    void aFileSystemWithoutInodesIsFullTooAndTheClockIsSaidInTheSameBreath() throws Exception {
        Path full = mounted("size=4m,nr_inodes=300");
        try {
            for (int i = 0; i < 298; i++) {
                Files.createFile(full.resolve("file-" + i));
            }

            ConnectorException failure = refusal(
                    HOST,
                    Map.of("folders", List.of(full.toString())),
                    TestContext.local(new LocalShell("faketime", "-f", "+60s")));

            assertThat(failure.code()).isEqualTo("HOST_FULL");
            assertThat(failure)
                    .hasMessageContaining("free inodes of 300 at " + full)
                    .hasMessageContaining("wanted its clock within");
        } finally {
            run("umount", full.toString());
        }
    }

    @Test
    void aFileSystemThatCannotBeWrittenToIsNeverFull() throws Exception {
        Path full = mounted("size=4m,nr_inodes=1000");
        try {
            Files.write(full.resolve("ballast"), new byte[4 * 1024 * 1024 - 64 * 1024]);
            run("mount", "-o", "remount,ro", full.toString());

            assertThat(probe(HOST, Map.of("folders", List.of(full.toString())), shell)
                            .message())
                    .doesNotContain(full.toString());
        } finally {
            run("umount", full.toString());
        }
    }

    @Test
    void aLoginThatHasNoShellIsNamed() throws Exception {
        try (OpenSshDaemon daemon = new OpenSshDaemon(folder, "ForceCommand echo This account is not available");
                SshShells shells = new SshShells()) {
            ConnectorException failure =
                    refusal(daemon.host(), Map.of(), new TestContext(shells::on, Duration.ofSeconds(30)));

            assertThat(failure.code()).isEqualTo("HOST_SHELL");
            assertThat(failure).hasMessageContaining("This account is not available");
        }
    }

    private static String faked(String by) {
        return "faketime -f " + by + " /bin/sh -c \"$SSH_ORIGINAL_COMMAND\"";
    }

    private Path mounted(String options) throws IOException, InterruptedException {
        Path point = Files.createDirectory(folder.resolve("mounted"));
        run("mount", "-t", "tmpfs", "-o", options, "changeover-test", point.toString());
        return point;
    }

    private Result probe(Host host, Map<String, Object> settings, LocalShell over) throws Exception {
        return connector.execute(request(host, settings), TestContext.local(over));
    }

    private ConnectorException refusal(Host host, Map<String, Object> settings, TestContext context) {
        return catchThrowableOfType(
                ConnectorException.class, () -> connector.execute(request(host, settings), context));
    }

    private static Request request(Host host, Map<String, Object> settings) {
        Target target = new Target(Kind.HOST, host.name(), host.site(), host, Settings.of(settings));
        return new Request(Operation.PROBE, target, null, false, Map.of());
    }

    private static void run(String... words) throws IOException, InterruptedException {
        int code = new ProcessBuilder(words).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IOException(String.join(" ", words) + " ended with " + code);
        }
    }
}
