package io.changeover.connector.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.changeover.connector.testing.ConnectorContractTest;
import io.changeover.connector.testing.LocalShell;
import io.changeover.connector.testing.Scenario;
import io.changeover.connector.testing.TestContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandConnectorTest extends ConnectorContractTest {
    private static final Host HOST = new Host("fra-app1", "fra", "127.0.0.1", Settings.NONE);

    @TempDir
    Path folder;

    private final CommandConnector connector = new CommandConnector();
    private final LocalShell shell = new LocalShell();

    @Override
    protected Connector connector() {
        return connector;
    }

    @Override
    protected List<Scenario> scenarios() {
        return List.of(
                scenario("status", Operation.STATUS, "up", service()),
                scenario("start", Operation.START, "down", service()),
                scenario("stop", Operation.STOP, "up", service()),
                scenario("read", Operation.READ, "ams", route()),
                scenario("switch", Operation.SWITCH, "ams", route()),
                scenario("fence", Operation.FENCE, "open", fencing()),
                scenario("check", Operation.CHECK, "up", Map.of("command", guarded("grep -q up " + state()))));
    }

    private Scenario scenario(String name, Operation operation, String before, Map<String, String> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("environment", Map.of("TOKEN", SECRET));
        return new Scenario(
                name,
                () -> write(before),
                request(operation, all),
                () -> TestContext.local(shell),
                this::world,
                () -> Files.delete(state()));
    }

    private Map<String, String> service() {
        return Map.of(
                "start", "echo up > " + state(),
                "stop", "echo down > " + state(),
                "status", guarded("grep -q up " + state() + " || exit 3"));
    }

    private Map<String, String> route() {
        return Map.of("read", "cat " + state(), "switch", "echo $CHANGEOVER_SITE > " + state());
    }

    private Map<String, String> fencing() {
        return Map.of("fence", "echo shut > " + state(), "verify", guarded("grep -q shut " + state()));
    }

    private String guarded(String script) {
        return "test -f " + state() + " || exit 9; " + script;
    }

    private Request request(Operation operation, Map<String, ?> settings) {
        Target target = new Target(operation.kind(), "shop", "fra", HOST, Settings.of(settings));
        Target peer = operation.kind() == Kind.ROUTE
                ? new Target(operation.kind(), "shop", "ams", HOST, Settings.of(settings))
                : null;
        return new Request(operation, target, peer, false, Map.of("CHANGEOVER_SITE", "fra"));
    }

    private Path state() {
        return folder.resolve("state");
    }

    private void write(String text) throws IOException {
        Files.writeString(state(), text + "\n");
    }

    private String world() {
        try {
            return Files.readString(state());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Result execute(Operation operation, Map<String, ?> settings) throws Exception {
        return connector.execute(request(operation, settings), TestContext.local(shell));
    }

    @Test
    void waitsForAServiceThatStartsSlowly() throws Exception {
        write("down");
        Map<String, Object> settings = new HashMap<>(service());
        settings.put("start", "(sleep 0.3; echo up > " + state() + ") >/dev/null 2>&1 &");

        assertThat(execute(Operation.START, settings).outputs()).containsEntry("state", "running");
    }

    @Test
    void aServiceThatWillNotStopIsNamedWithWhatWasWantedAndFound() throws Exception {
        write("up");
        Map<String, Object> settings = new HashMap<>(service());
        settings.put("stop", "true");
        TestContext context = new TestContext(host -> shell, Duration.ofMillis(600));

        assertThatThrownBy(() -> connector.execute(request(Operation.STOP, settings), context))
                .isInstanceOfSatisfying(ConnectorException.class, e -> {
                    assertThat(e.code()).isEqualTo("SERVICE_STATE_NOT_REACHED");
                    assertThat(e.verdict()).isEqualTo(Verdict.TRANSIENT);
                })
                .hasMessageContaining("shop at fra on fra-app1 (127.0.0.1): wanted stopped, found running");
    }

    @Test
    void aCommandThatDoesNotExistIsAMistakeForAPerson() throws Exception {
        write("down");
        Map<String, Object> settings = new HashMap<>(service());
        settings.put("start", "/no/such/program");

        assertThatThrownBy(() -> execute(Operation.START, settings))
                .isInstanceOfSatisfying(ConnectorException.class, e -> assertThat(e.verdict())
                        .isEqualTo(Verdict.PERMANENT))
                .hasMessageContaining("exit 127");
    }

    @Test
    void aStateThatWasReachedCountsThoughTheCommandFailed() throws Exception {
        write("down");
        Map<String, Object> settings = new HashMap<>(service());
        settings.put("start", "echo up > " + state() + "; exit 4");

        assertThat(execute(Operation.START, settings).outputs()).containsEntry("state", "running");
    }

    @Test
    void aRouteTellsTheSiteItPointsTo() throws Exception {
        write("ams");
        assertThat(execute(Operation.READ, route()).outputs())
                .containsEntry("site", "ams")
                .containsEntry("value", "ams");
        write("fra");
        assertThat(execute(Operation.READ, route()).outputs()).containsEntry("site", "fra");
        write("elsewhere");
        assertThat(execute(Operation.READ, route()).outputs()).containsEntry("site", "");
    }

    @Test
    void aRouteMayBeKnownByAnotherValueThanTheSitesName() throws Exception {
        write("10.0.1.1");
        Map<String, Object> settings = new HashMap<>(route());
        settings.put("value", "10.0.1.1");

        assertThat(execute(Operation.SWITCH, settings).message()).isEqualTo("shop already points to fra");
    }

    @Test
    void runsAsAnotherUserWithTheSameEnvironment() throws Exception {
        assertThat(System.getProperty("user.name")).isNotBlank();
        Map<String, Object> settings = Map.of(
                "command", "test \"$(id -un):$CHANGEOVER_SITE\" = \"nobody:fra\"", "runAs", "nobody");
        LocalShell asRoot = new LocalShell("unshare", "--user", "--map-root-user");

        assertThat(commandLine(settings, asRoot)).contains("runuser -u 'nobody'").contains("sudo -n -u 'nobody'");
    }

    private String commandLine(Map<String, Object> settings, LocalShell local) throws Exception {
        try {
            connector.execute(request(Operation.CHECK, settings), TestContext.local(local));
        } catch (ConnectorException e) {
            assertThat(e.code()).isEqualTo("CHECK_FAILED");
        }
        return local.scripts().get(0);
    }
}
