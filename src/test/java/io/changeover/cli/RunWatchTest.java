package io.changeover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.changeover.api.model.DecisionView;
import io.changeover.api.model.RunDetail;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RunWatchTest extends CliTest {
    private static final String RUN = "GET /runs/shop-12";

    @Test
    void watchSaysEachChangeOnceAndEndsWithTheOutcome() throws IOException {
        server.answer(RUN, 200, Samples.running("RUNNING", null));
        server.answer(RUN, 200, Samples.running("RUNNING", null));
        server.answer(RUN, 200, Samples.running("DONE", "it is stopped"));
        server.answer(RUN, 200, Samples.ended("COMPLETED", "DONE", "it is stopped"));

        assertThat(run("run", "watch", "shop-12")).isZero();
        assertThat(out().lines())
                .containsExactly(
                        "10:00:00.000  shop-12: switchover of plan shop, fra -> ams, started by ann: CHG-1042",
                        "10:00:00.000  step 1 Stop instances [app]",
                        "10:00:00.000    stop shop-1 at fra: RUNNING",
                        "10:00:00.850    stop shop-1 at fra: DONE CHANGED it is stopped (850 ms, 2 attempts)",
                        "10:00:00.900  step 1 Stop instances [app]: DONE 900 ms",
                        "10:00:04.200  shop-12 ended: COMPLETED after 4.2 s");
    }

    @Test
    void watchSaysHowFarALongOperationIsAtEveryTenth() throws IOException {
        for (String share : List.of("4", "7", "12", "18", "31")) {
            server.answer(RUN, 200, Samples.running("RUNNING", "%s of 100 MiB (%s %%)".formatted(share, share)));
        }
        server.answer(RUN, 200, Samples.ended("COMPLETED", "DONE", "it is stopped"));

        assertThat(run("run", "watch", "shop-12")).isZero();
        assertThat(out().lines().filter(line -> line.contains("RUNNING")).map(line -> line.substring(16)))
                .containsExactly(
                        "stop shop-1 at fra: RUNNING 4 of 100 MiB (4 %)",
                        "stop shop-1 at fra: RUNNING 12 of 100 MiB (12 %)",
                        "stop shop-1 at fra: RUNNING 31 of 100 MiB (31 %)");
    }

    @Test
    void watchSaysEachLineThatALongOperationPrintsOnce() throws IOException {
        List<String> lines = IntStream.rangeClosed(1, 90)
                .mapToObj(i -> i % 2 == 0 ? "copied" : "copied file %d".formatted(i))
                .toList();
        for (int[] part : List.of(new int[] {0, 0}, new int[] {0, 1}, new int[] {0, 60}, new int[] {20, 90})) {
            String whole = String.join("\n", lines.subList(part[0], part[1]));
            server.answer(RUN, 200, Samples.printing(whole + "\ncopied fi"));
        }
        server.answer(RUN, 200, Samples.printing(String.join("\n", lines.subList(20, 90)) + "\n\u001B[2Jend\n"));
        server.answer(RUN, 200, Samples.ended("COMPLETED", "DONE", "it is stopped"));

        assertThat(run("run", "watch", "shop-12")).isZero();
        assertThat(out().lines().filter(line -> line.contains("| ")).map(line -> line.substring(27)))
                .filteredOn(line -> !line.isEmpty())
                .hasSize(91)
                .startsWith(lines.toArray(String[]::new))
                .last()
                .isEqualTo(" [2Jend");
    }

    @Test
    void aPictureHasTheLastLineThatIsPrinted() {
        assertThat(Frame.of(Samples.printing("copied a\ncopied \u0007b\n\n"), Samples.TEN))
                .endsWith("              stop shop-1 at fra: RUNNING", "              | copied b");
    }

    @Test
    void aRunThatDidNotReachItsGoalFails() throws IOException {
        for (String outcome : List.of("FAILED", "ABORTED", "DECLINED", "NOT_READY")) {
            try (StandIn other = new StandIn()) {
                other.answer(RUN, 200, Samples.ended(outcome, "FAILED", "unit shop.service is still running"));

                assertThat(run("run", "watch", "shop-12", "--server", other.address()))
                        .isEqualTo(Exit.FAILED);
                assertThat(out())
                        .contains("ended: " + outcome)
                        .contains("  stop shop-1 at fra: FAILED unit shop.service");
            }
        }
    }

    @Test
    void watchGoesOnThroughAConnectionThatBreaks() throws IOException {
        server.answer(RUN, 200, Samples.running("RUNNING", null));
        server.drop(RUN);
        server.answer(RUN, 503, "starting");
        server.answer(RUN, 200, Samples.ended("COMPLETED_WITH_SKIPS", "SKIPPED", null));

        assertThat(run("run", "watch", "shop-12")).isZero();
        assertThat(err()).contains("trying on");
        assertThat(out()).contains("ended: COMPLETED_WITH_SKIPS").contains("  stop shop-1 at fra: SKIPPED");
    }

    @Test
    void aServerThatStaysAwayLeavesTheOutcomeUnknown() {
        server.close();

        assertThat(run("run", "watch", "shop-12")).isEqualTo(Exit.UNKNOWN);
        assertThat(err()).contains("outcome unknown: how run shop-12 went on");
    }

    @Test
    void aRunThatIsNotThereEndsTheWatchAtOnce() throws IOException {
        server.answer(RUN, 404, Samples.error(404, "No such run", "run shop-12"));

        assertThat(run("run", "watch", "shop-12")).isEqualTo(Exit.FAILED);
        assertThat(err()).contains("No such run: run shop-12");
        assertThat(server.asked).hasSize(1);
    }

    @Test
    void aQuestionToAPersonIsShownWithTheCommandThatAnswersIt() throws IOException {
        server.answer(
                RUN,
                200,
                new RunDetail(Samples.run("RUNNING", null, Samples.decision("t-1")), List.of(), List.of(), List.of()));
        server.answer(RUN, 200, Samples.ended("DECLINED", "DONE", null));

        assertThat(run("run", "watch", "shop-12")).isEqualTo(Exit.FAILED);
        assertThat(out())
                .containsOnlyOnce("waits for a person")
                .contains("changeover run decide shop-12 --choice CHOICE");
    }

    @Test
    void aTerminalIsRedrawnInPlace() throws IOException {
        terminal = true;
        server.answer(RUN, 200, Samples.running("RUNNING", null));
        server.answer(RUN, 200, Samples.ended("COMPLETED", "DONE", null));

        assertThat(run("run", "watch", "shop-12")).isZero();
        assertThat(out())
                .contains("  OPEN      1 Stop instances [app]  0 of 1")
                .contains("\u001B[3A\r\u001B[J")
                .contains("  DONE      1 Stop instances [app]  900 ms")
                .endsWith("shop-12 ended: COMPLETED after 4.2 s" + System.lineSeparator());
    }

    @Test
    void aPictureFitsTheTerminalHoweverManyQuestionsAreOpen() throws IOException {
        DecisionView[] many = Stream.of("t-1", "t-2", "t-3", "t-4", "t-5", "t-6")
                .map(Samples::decision)
                .toArray(DecisionView[]::new);

        assertThat(Frame.of(
                        new RunDetail(Samples.run("RUNNING", null, many), List.of(), List.of(), List.of()),
                        Samples.TEN))
                .hasSize(22)
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(80))
                .last()
                .asString()
                .contains("run decide t-6");
    }

    @Test
    void eachStepHasABarWhereInTheTimeOfTheRunItLies() {
        assertThat(Frame.of(Samples.ended("COMPLETED", "DONE", null), Samples.TEN.plusSeconds(99)))
                .first()
                .asString()
                .endsWith("ENDED  4.2 s");
        // 900 ms of 4.2 s, and from the beginning to now, of twenty columns.
        assertThat(Frame.of(Samples.ended("COMPLETED", "DONE", null), Samples.TEN.plusSeconds(99))
                        .get(1))
                .endsWith(" " + "━".repeat(4));
        assertThat(Frame.of(Samples.running("RUNNING", null), Samples.TEN.plusSeconds(2))
                        .get(1))
                .endsWith(" " + "━".repeat(20))
                .hasSizeLessThan(80);
    }

    @Test
    void whatATargetPrintedCannotSteerTheTerminal() throws IOException {
        server.answer(RUN, 200, Samples.ended("COMPLETED", "DONE", "\u001B[2J\u0007 gone"));

        assertThat(run("run", "watch", "shop-12")).isZero();
        assertThat(out()).doesNotContain("\u001B").contains("gone");
    }

    @Test
    void forProgramsTheEndIsOneDocument() throws IOException {
        server.answer("GET /plans/shop", 200, Samples.detail());
        server.answer("POST /runs", 201, Samples.run("RUNNING", null));
        server.answer(RUN, 200, Samples.running("RUNNING", null));
        server.answer(RUN, 200, Samples.ended("COMPLETED", "DONE", null));

        assertThat(run("run", "start", "switchover", "shop", "--reason", "x", "--yes", "--watch", "-o", "json"))
                .isZero();
        assertThat(new ObjectMapper().readTree(out()).at("/run/outcome").asText())
                .isEqualTo("COMPLETED");
    }
}
