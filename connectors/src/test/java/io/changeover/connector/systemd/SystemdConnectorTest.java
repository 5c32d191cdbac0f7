package io.changeover.connector.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changeover.connector.spi.Connector;
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
import io.changeover.connector.testing.ConnectorContractTest;
import io.changeover.connector.testing.LocalShell;
import io.changeover.connector.testing.Scenario;
import io.changeover.connector.testing.TestContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a small program in place of systemctl, which keeps the unit's state in a file: no systemd runs in a build. */
class SystemdConnectorTest extends ConnectorContractTest {
    private static final Host HOST = new Host("fra-app1", "fra", "127.0.0.1", Settings.NONE);
    private static final String PROGRAM = """
            #!/bin/sh
            # The state file holds: ActiveState LoadState Result [next ActiveState].
            echo "$*" >> "$STATE.calls"
            [ "$1" = --user ] && shift
            verb=$1
            for unit; do :; done
            read -r active load result next < "$STATE" || { echo "Failed to connect to bus" >&2; exit 1; }
            case $verb in
              show)
                [ "$unit" = shop ] || { active=inactive; load=not-found; }
                printf 'Result=%s\\nLoadState=%s\\nActiveState=%s\\nSubState=%s\\n' "$result" "$load" "$active" dead
                [ -z "$next" ] || echo "$next $load $result" > "$STATE" ;;
              start) [ "$result" = stubborn ] && exit 1
                echo "activating $load success active" > "$STATE" ;;
              stop) echo "deactivating $load $result ${AFTER_STOP:-inactive}" > "$STATE" ;;
              reset-failed) echo "inactive $load success" > "$STATE" ;;
            esac
            """;

    @TempDir
    Path folder;

    private final SystemdConnector connector = new SystemdConnector();
    private LocalShell shell;

    @BeforeEach
    void install() throws IOException {
        Path program = Files.writeString(folder.resolve("systemctl"), PROGRAM);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        shell = new LocalShell("env", "PATH=" + folder + ":" + System.getenv("PATH"), "STATE=" + state());
    }

    @Override
    protected Connector connector() {
        return connector;
    }

    @Override
    protected List<Scenario> scenarios() {
        return List.of(
                scenario("status", Operation.STATUS, "active loaded success"),
                scenario("start", Operation.START, "inactive loaded success"),
                scenario("start of a failed unit", Operation.START, "failed loaded exit-code"),
                scenario("stop", Operation.STOP, "active loaded success"));
    }

    private Scenario scenario(String name, Operation operation, String before) {
        return new Scenario(
                name,
                () -> Files.writeString(state(), before + "\n"),
                request(operation, Map.of("unit", "shop")),
                () -> TestContext.local(shell),
                this::world,
                () -> Files.delete(state()));
    }

    private static Request request(Operation operation, Map<String, String> settings) {
        Target target = new Target(Kind.INSTANCE, "shop-1", "fra", HOST, Settings.of(settings));
        return new Request(operation, target, null, false, Map.of());
    }

    private Path state() {
        return folder.resolve("state");
    }

    private String world() {
        try {
            return Files.readString(state());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Result execute(Operation operation, String before) throws Exception {
        Files.writeString(state(), before + "\n");
        return connector.execute(request(operation, Map.of("unit", "shop")), TestContext.local(shell));
    }

    @Test
    void aUnitOnItsWayUpIsWaitedFor() throws Exception {
        Result result = execute(Operation.START, "activating loaded success active");

        assertThat(result.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(Files.readString(folder.resolve("state.calls"))).doesNotContain("start");
    }

    @Test
    void aUnitThatStartsAgainAndAgainIsStoppedAllTheSame() throws Exception {
        assertThat(execute(Operation.STOP, "activating loaded exit-code").outcome())
                .isEqualTo(Outcome.CHANGED);
    }

    @Test
    void aFailedUnitIsStoppedAndItsFailureIsKept() throws Exception {
        Files.writeString(state(), "failed loaded oom-kill\n");
        TestContext context = TestContext.local(shell);

        Result result = connector.execute(request(Operation.STOP, Map.of("unit", "shop")), context);

        assertThat(result.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(result.outputs()).containsEntry("state", "stopped");
        assertThat(context.lastReading("unit")).contains("failed").contains("oom-kill");
    }

    @Test
    void aUnitThatDoesNotExistIsAMistakeForAPerson() throws Exception {
        Files.writeString(state(), "active loaded success\n");

        assertThatThrownBy(() ->
                        connector.execute(request(Operation.STOP, Map.of("unit", "shpo")), TestContext.local(shell)))
                .isInstanceOfSatisfying(ConnectorException.class, e -> {
                    assertThat(e.code()).isEqualTo("SERVICE_UNKNOWN");
                    assertThat(e.verdict()).isEqualTo(Verdict.PERMANENT);
                })
                .hasMessageContaining("unit shpo on fra-app1");
    }

    @Test
    void aMaskedUnitIsNotStarted() {
        assertThatThrownBy(() -> execute(Operation.START, "inactive masked success"))
                .hasMessageContaining("masked");
    }

    @Test
    void aUnitThatDoesNotStartIsNamedWithWhatWasFound() throws Exception {
        Files.writeString(state(), "inactive loaded stubborn\n");
        TestContext context = new TestContext(host -> shell, Duration.ofSeconds(2));

        assertThatThrownBy(() -> connector.execute(request(Operation.START, Map.of("unit", "shop")), context))
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.code()).isEqualTo("SERVICE_STATE_NOT_REACHED"))
                .hasMessageContaining("wanted running, found inactive");
    }

    @Test
    void theUsersUnitsAreAskedOfTheUsersSystemd() throws Exception {
        Files.writeString(state(), "active loaded success\n");

        connector.execute(request(Operation.STATUS, Map.of("unit", "shop", "scope", "user")), TestContext.local(shell));

        assertThat(Files.readString(folder.resolve("state.calls"))).startsWith("--user show");
    }
}
