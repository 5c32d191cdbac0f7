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
import java.nio.file.attribute.PosixFilePermissions;
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
                scenario("unfence", Operation.UNFENCE, "shut", fencing()),
                scenario("hook", Operation.CALL, "up", Map.of("run", guarded("echo called >> " + state()))),
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
        return Map.of(
                "fence", "echo shut > " + state(),
                "unfence", "echo open > " + state(),
                "verify", guarded("grep -q shut " + state()));
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
    void nothingIsDoneWhereTheStateCannotBeRead() throws Exception {
        write("up");
        Map<String, Object> settings = new HashMap<>(service());
        settings.put("status", "echo confused; exit 9");

        assertThatThrownBy(() -> execute(Operation.STOP, settings))
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.code()).isEqualTo("SERVICE_STATE_UNREADABLE"))
                .hasMessageContaining("found exit 9 (confused)");
        assertThat(world()).isEqualTo("up\n");
    }

    @Test
    void aMistakeInOneCommandIsNoneInTheOthers() throws Exception {
        write("up");
        Map<String, Object> settings = new HashMap<>(service());
        settings.put("stop", "if true; then echo down > " + state());

        assertThatThrownBy(() -> execute(Operation.STOP, settings))
                .hasMessageContaining("wanted stopped, found running; 'stop' ended with exit 2");
    }

    @Test
    void muchOutputOfACommandHidesNoState() throws Exception {
        write("down");
        Map<String, Object> settings = new HashMap<>(service());
        settings.put("start", "yes | head -c 300000; echo up > " + state());

        assertThat(execute(Operation.START, settings).outputs()).containsEntry("state", "running");
    }

    @Test
    void aCommandThatDoesNotExistIsAMistakeForAPerson() throws Exception {
        write("down");
        Map<String, Object> settings = new HashMap<>(service());
        settings.put("start", "/no/such/program");

        assertThatThrownBy(() -> execute(Operation.START, settings))
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.verdict()).isEqualTo(Verdict.PERMANENT))
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
    void aHookThatFailsIsForAPersonAndSaysWhatItPrinted() {
        TestContext context = TestContext.local(shell);

        assertThatThrownBy(() ->
                        connector.execute(request(Operation.CALL, Map.of("run", "echo no room; exit 3")), context))
                .isInstanceOfSatisfying(ConnectorException.class, e -> {
                    assertThat(e.code()).isEqualTo("HOOK_FAILED");
                    assertThat(e.verdict()).isEqualTo(Verdict.PERMANENT);
                })
                .hasMessageContaining("wanted exit 0, found exit 3 (no room)");
        assertThat(context.output()).contains("no room");
    }

    @Test
    void aHookThatTakesTooLongIsNotRunAgainByItself() {
        assertThatThrownBy(() -> execute(Operation.CALL, Map.of("run", "sleep 60", "timeout", "300ms")))
                .isInstanceOfSatisfying(ConnectorException.class, e -> {
                    assertThat(e.code()).isEqualTo("HOOK_TIMEOUT");
                    assertThat(e.verdict()).isEqualTo(Verdict.PERMANENT);
                });
    }

    @Test
    void runsAsAnotherUserWithTheSameEnvironment() throws Exception {
        assertThat(ranBy("0")).isEqualTo("runuser nobody fra");
        assertThat(ranBy("1000")).isEqualTo("sudo nobody fra");
    }

    /** With programs in place of id, runuser and sudo that forget the environment, as the real sudo does. */
    private String ranBy(String uid) throws Exception {
        program("id", "echo " + uid);
        program("runuser", "shift; u=$1; shift 2; exec env -i BY=\"runuser $u\" \"$@\"");
        program("sudo", "shift 2; u=$1; shift 2; exec env -i BY=\"sudo $u\" \"$@\"");
        LocalShell local = new LocalShell("env", "PATH=" + folder + ":" + System.getenv("PATH"));
        Path seen = folder.resolve("seen");
        Map<String, String> settings = Map.of("command", "echo $BY $CHANGEOVER_SITE > " + seen, "runAs", "nobody");

        connector.execute(request(Operation.CHECK, settings), TestContext.local(local));

        return Files.readString(seen).strip();
    }

    private void program(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
