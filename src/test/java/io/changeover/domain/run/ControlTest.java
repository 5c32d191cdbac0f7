package io.changeover.domain.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Control.Situation;
import io.changeover.domain.site.SiteId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The table that operators read in docs/concepts.md is the one that judges, in every combination there is. */
class ControlTest {
    private static final Path PAGE = Path.of("docs/concepts.md");
    private static final String HEAD = "| to | while the run is | and the step is | point of no return | then |";
    private static final String ANY = "any";

    /** One row of the page. */
    private record Row(String verb, String run, String step, String point, String then) {
        boolean covers(Verb asked, Situation at) {
            return verb.contains("`" + asked.wireName() + "`")
                    && run.contains("`" + at.run().state() + "`")
                    && coversStep(at)
                    && coversPoint(at.run());
        }

        private boolean coversStep(Situation at) {
            if (step.equals(ANY)) {
                return true;
            }
            if (at.step().isEmpty()) {
                return step.contains("none");
            }
            boolean undoes = at.step().get().undoes();
            boolean side = step.contains("of the undoing") ? undoes : !step.contains("of the move") || !undoes;
            return side && step.contains("`" + at.step().get().state() + "`");
        }

        private boolean coversPoint(Run run) {
            boolean past = run.pointOfNoReturn().isPresent() && !run.dryRun();
            return point.equals(ANY)
                    || point.equals(past ? "passed" : "ahead")
                    || point.equals(run.dryRun() ? "dry run" : past ? "passed" : "ahead, no dry run");
        }
    }

    @Test
    void everyCombinationIsAnsweredAsThePageSays() throws Exception {
        List<Row> rows = rows();
        int asked = 0;
        for (Situation at : situations()) {
            for (Verb verb : Verb.values()) {
                List<Row> covering =
                        rows.stream().filter(row -> row.covers(verb, at)).toList();
                assertThat(covering).as("%s in %s", verb, at).hasSize(1);
                List<String> codes =
                        Control.refusals(verb, at).stream().map(Blocker::code).toList();
                List<String> wanted = new ArrayList<>(at.steers() ? List.of() : List.of("NOT_ALLOWED"));
                if (!covering.get(0).then().equals("done")) {
                    wanted.add(covering.get(0).then().replace("`", ""));
                }
                assertThat(codes).as("%s in %s", verb, at).isEqualTo(wanted);
                asked++;
            }
        }
        // Runs in 4 states, past the point or not, dry or not; no step, or 6 states of 2 kinds; who may and who may
        // not.
        assertThat(asked).isEqualTo(Verb.values().length * 4 * 2 * 2 * (1 + 6 * 2) * 2);
        assertThat(rows)
                .allSatisfy(row -> assertThat(situations())
                        .as("a row that says nothing: " + row)
                        .anyMatch(at -> Arrays.stream(Verb.values()).anyMatch(verb -> row.covers(verb, at))));
    }

    @Test
    void everyRefusalIsAWholeSentenceThatNamesTheRunAndThePersonOrTheStep() {
        for (Situation at : situations()) {
            for (Verb verb : Verb.values()) {
                assertThat(Control.refusals(verb, at))
                        .allSatisfy(refusal -> assertThat(refusal.sentence())
                                .containsAnyOf("run shop-7", "step 3 (Stop application)", "'vera'")
                                .doesNotContain("{", "}", "  "));
            }
        }
        Situation past = new Situation(run(RunState.RUNNING, true, false), Optional.empty(), "olga", true);
        assertThat(Control.refusals(Verb.ABORT, past).get(0).sentence())
                .isEqualTo(
                        "run shop-7 has promoted the target at 2026-03-14T03:17:45Z; it can only go on: retry or skip"
                                + " what failed");
        Situation vera = new Situation(run(RunState.RUNNING, false, false), Optional.empty(), "vera", false);
        assertThat(Control.refusals(Verb.PAUSE, vera).get(0).sentence())
                .isEqualTo("'vera' may not pause: that needs the group operators");
    }

    @Test
    void aRunThatIsAtNoStepOfTheMoveIsNotLeft() {
        Situation waits = new Situation(run(RunState.RUNNING, false, false), Optional.empty(), "olga", true, false);

        assertThat(Control.refusals(Verb.UNPLANNED, waits)).singleElement().satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo("NOT_IN_THE_MOVE");
            assertThat(refusal.sentence()).contains("abort it and start a failover");
        });
        assertThat(Control.refusals(Verb.ABORT, waits)).isEmpty();
    }

    private static List<Row> rows() throws Exception {
        List<String> lines = Files.readAllLines(PAGE);
        int head = lines.indexOf(HEAD);
        assertThat(head).as("the table in " + PAGE).isNotNegative();
        return lines.subList(head + 2, lines.size()).stream()
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.substring(1).split("\\|"))
                .map(cells -> new Row(
                        cells[0].strip(), cells[1].strip(), cells[2].strip(), cells[3].strip(), cells[4].strip()))
                .toList();
    }

    private static List<Situation> situations() {
        List<Optional<StepRecord>> steps = new ArrayList<>(List.of(Optional.empty()));
        for (StepState state : StepState.values()) {
            steps.add(Optional.of(step(state, "move-service")));
            steps.add(Optional.of(step(state, StepRecord.UNDO_BLOCK)));
        }
        List<Situation> situations = new ArrayList<>();
        for (RunState state : RunState.values()) {
            for (boolean past : new boolean[] {false, true}) {
                for (boolean dry : new boolean[] {false, true}) {
                    for (Optional<StepRecord> step : steps) {
                        situations.add(new Situation(run(state, past, dry), step, "olga", true));
                        situations.add(new Situation(run(state, past, dry), step, "vera", false));
                    }
                }
            }
        }
        return situations;
    }

    private static StepRecord step(StepState state, String process) {
        return new StepRecord(
                "step",
                new RunId("shop-7"),
                3,
                "execution",
                process,
                "Task_StopInstances",
                "Stop application",
                Optional.of("app"),
                state,
                1,
                Instant.EPOCH,
                Optional.empty());
    }

    private static Run run(RunState state, boolean past, boolean dry) {
        return new Run(
                new RunId("shop-7"),
                new PlanId("shop"),
                1,
                RunType.SWITCHOVER,
                "switchover",
                1,
                "instance",
                "shop-7",
                new SiteId("fra"),
                new SiteId("ams"),
                dry,
                "olga",
                "a test",
                state,
                Optional.empty(),
                1,
                Instant.EPOCH,
                Optional.empty(),
                past ? Optional.of(Instant.parse("2026-03-14T03:17:45.643396Z")) : Optional.empty());
    }
}
