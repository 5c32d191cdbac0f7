package io.changeover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What holds for every command: who logs in, which server, which exit code, and help. */
final class EveryCommandTest extends CliTest {
    @Test
    void nobodyWithoutALoginAndTheHintSaysHow() throws IOException {
        server.answer("GET /plans", 401, Samples.error(401, "Not logged in", ""));

        assertThat(run("plan", "list")).isEqualTo(Exit.REFUSED);
        assertThat(err()).contains("refused: Not logged in").contains("CHANGEOVER_USER");
        assertThat(server.asked.get(0).authorization()).isEqualTo("null");
    }

    @Test
    void whoMayNotIsRefused() throws IOException {
        server.answer(
                "POST /runs/shop-12/pause", 403, Samples.error(403, "Not allowed", "pausing needs the role operator"));

        assertThat(run("run", "pause", "shop-12", "--reason", "x")).isEqualTo(Exit.REFUSED);
        assertThat(err()).contains("refused: Not allowed: pausing needs the role operator");
    }

    @Test
    void theLoginComesFromTheEnvironmentOrAFile() throws IOException {
        server.answer("GET /plans", 200, List.of());
        environment.put("CHANGEOVER_USER", "ann");
        environment.put("CHANGEOVER_PASSWORD", "s3cret");

        assertThat(run("plan", "list")).isZero();
        assertThat(run(
                        "plan",
                        "list",
                        "--user",
                        "bob",
                        "--password-file",
                        file("pw", "other\n").toString()))
                .isZero();
        assertThat(server.asked)
                .extracting(StandIn.Asked::authorization)
                .containsExactly(basic("ann:s3cret"), basic("bob:other"));
    }

    @Test
    void aUserWithoutPasswordIsAUsageError() {
        assertThat(run("plan", "list", "--user", "ann")).isEqualTo(Exit.USAGE);
        assertThat(err()).contains("no password for user 'ann'");
        assertThat(server.asked).isEmpty();
    }

    @Test
    void aDeadServerMeansThatNothingWasSent() {
        server.close();

        assertThat(run("run", "abort", "shop-12", "--reason", "x", "--yes")).isEqualTo(Exit.FAILED);
        assertThat(err()).contains("cannot connect to " + server.address() + ": nothing was sent");
    }

    @Test
    void aFaultOfTheServerAfterAChangeIsAnUnknownOutcome() throws IOException {
        server.answer("POST /runs/shop-12/pause", 500, "oops");
        server.answer("GET /plans", 500, "oops");

        assertThat(run("run", "pause", "shop-12", "--reason", "x")).isEqualTo(Exit.UNKNOWN);
        assertThat(run("plan", "list")).isEqualTo(Exit.FAILED);
    }

    @Test
    void anAnswerFromSomethingElseIsNotTakenForSuccess() throws IOException {
        server.answer("GET /plans", 200, "<html>welcome</html>");
        server.answer("POST /runs/shop-12/pause", 200, "<html>welcome</html>");

        assertThat(run("plan", "list")).isEqualTo(Exit.FAILED);
        assertThat(err()).contains("is it a Changeover server?");
        assertThat(run("run", "pause", "shop-12", "--reason", "x")).isEqualTo(Exit.UNKNOWN);
    }

    @Test
    void aRefusalForProgramsIsTheServersDocument() throws IOException {
        server.answer("GET /plans", 403, Samples.error(403, "Not allowed", "no"));

        assertThat(run("plan", "list", "--output", "json")).isEqualTo(Exit.REFUSED);
        assertThat(new ObjectMapper().readTree(err()).get("status").asInt()).isEqualTo(403);
        assertThat(out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://127.0.0.1", "127.0.0.1:8080", "http://", "not an address"})
    void anAddressThatIsNoneIsAUsageError(String address) {
        assertThat(run("plan", "list", "--server", address)).isEqualTo(Exit.USAGE);
        assertThat(err()).contains("found '" + address + "'");
    }

    @Test
    void aWrongCommandLineSaysWhatWasMeant() {
        assertThat(run("run", "strat")).isEqualTo(Exit.USAGE);
        assertThat(err()).contains("start").contains("--help");
        assertThat(run("run", "start", "switchover", "shop")).isEqualTo(Exit.USAGE);
        assertThat(err()).contains("--reason");
        assertThat(run()).isEqualTo(Exit.USAGE);
        assertThat(run("plan")).isEqualTo(Exit.USAGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plan",
                "plan init",
                "plan check",
                "plan diff",
                "plan apply",
                "plan list",
                "plan show",
                "plan acknowledge",
                "plan schema",
                "plan watch",
                "plan lag",
                "plan alarms",
                "plan holds",
                "plan maintenance",
                "plan rearm",
                "freeze",
                "audit",
                "run",
                "run start",
                "run cancel",
                "run retry",
                "run skip",
                "run list",
                "run show",
                "run watch",
                "run decide",
                "run abort",
                "run pause",
                "run resume",
                "run report",
                "plan report",
                "compliance",
                "decisions",
                "runbook",
                "runbook list",
                "runbook show",
                "runbook export",
                "runbook lint",
                "runbook test",
                "runbook deploy"
            })
    void everyCommandHelpsAndNamesServerAndExitCodes(String command) {
        String[] words = (command + " --help").strip().split(" ");

        assertThat(run(words)).isZero();
        assertThat(out())
                .contains("Usage: changeover " + command)
                .contains("--server")
                .contains("--output")
                .contains("Exit codes:")
                .contains("4   outcome unknown");
        assertThat(err()).isEmpty();
    }

    @Test
    void versionAndCompletionAreThere() {
        assertThat(run("--version")).isZero();
        assertThat(out()).startsWith("changeover ");
        assertThat(run("generate-completion")).isZero();
        assertThat(out())
                .contains("acknowledge")
                .contains("--password-file")
                .contains("complete -F _complete_changeover_names");
    }

    @Test
    void whatIsSaidFirstIsHelpedAndExplainedAsIfAllCommandsHadBeenBuilt() {
        Map<String, CommandLine> all = new TreeMap<>();
        collect(ChangeoverCli.commandLine(Surroundings.ofProcess(Optional.empty(), Optional.empty())), "", all);
        assertThat(all).hasSizeGreaterThan(40).containsKeys("run", "run decide", "audit");
        all.forEach((words, command) -> {
            assertThat(run((words + " --help").split(" "))).as(words).isZero();
            assertThat(out()).as(words).isEqualTo(command.getUsageMessage());
        });
        for (String group : List.of("plan", "run", "runbook", "freeze")) {
            assertThat(run(group, "--no-such-option")).isEqualTo(Exit.USAGE);
            String said = err();
            assertThat(run("--timeout=60", group, "--no-such-option")).isEqualTo(Exit.USAGE);
            assertThat(err()).isEqualTo(said).contains("--no-such-option");
        }
    }

    private static void collect(CommandLine at, String path, Map<String, CommandLine> all) {
        at.getSubcommands().forEach((name, command) -> {
            all.put(path + name, command);
            collect(command, path + name + " ", all);
        });
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
