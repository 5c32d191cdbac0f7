package io.changeover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
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
    void itIsHelpedAndExplainedAlikeWhetherItIsSaidFirstOrAfterAnOption() {
        CommandLine all = ChangeoverCli.commandLine(Surroundings.ofProcess(Optional.empty(), Optional.empty()));
        List<List<String>> verbs = new ArrayList<>();
        collect(all, List.of(), verbs);
        assertThat(verbs).hasSizeGreaterThan(40).contains(List.of("run", "decide"), List.of("audit"));
        for (List<String> verb : verbs) {
            for (String last : List.of("--help", "--no-such-option")) {
                List<String> words = new ArrayList<>(verb);
                words.add(last);
                int exit = run(words.toArray(String[]::new));
                String said = out() + err();
                words.add(0, "--timeout=60");
                assertThat(run(words.toArray(String[]::new))).as("%s", words).isEqualTo(exit);
                assertThat(out() + err()).as("%s", words).isEqualTo(said).contains(String.join(" ", verb));
            }
        }
    }

    private static void collect(CommandLine at, List<String> path, List<List<String>> verbs) {
        at.getSubcommands().forEach((name, command) -> {
            List<String> longer = new ArrayList<>(path);
            longer.add(name);
            verbs.add(longer);
            collect(command, longer, verbs);
        });
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
