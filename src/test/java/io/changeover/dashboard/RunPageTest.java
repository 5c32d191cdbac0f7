package io.changeover.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.application.port.Diagrams.Diagram;
import io.changeover.application.port.Diagrams.Stay;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.run.RunState;
import io.changeover.domain.run.RunType;
import io.changeover.domain.run.StepRecord;
import io.changeover.domain.run.StepState;
import io.changeover.domain.site.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The time line, the clock and the marks in the diagrams of a run. */
class RunPageTest {
    private static final Instant BEGUN = Instant.parse("2026-03-14T03:00:00Z");

    private final RunPage sample = new SampleDashboard(BEGUN).page("shop-12").orElseThrow();

    @Test
    void aLongWaitIsFoldedAndTheWorkKeepsItsScale() {
        RunPage page = page(step(1, 0, 4), step(2, 3_604, 3_608));
        RunScale scale = RunScale.of(page, at(3_609));

        assertThat(scale.folds()).singleElement().satisfies(fold -> {
            assertThat(fold.left()).isEqualTo("43.11%");
            assertThat(fold.width()).isEqualTo("3.00%");
            assertThat(fold.words()).isEqualTo("1 h 0 min");
        });
        assertThat(scale.left(at(0))).isEqualTo("0.00%");
        assertThat(scale.width(at(0), at(4))).isEqualTo("43.11%");
        assertThat(scale.width(at(3_604), at(3_608))).isEqualTo("43.11%");
        assertThat(scale.width(at(3_608), null)).as("until now").isEqualTo("10.78%");
        assertThat(scale.left(at(9_999))).isEqualTo("100.00%");
    }

    @Test
    void anExpectedEndLeavesRoomOnTheTimeLine() {
        RunPage page =
                with(page(step(1, 0, 10)), new RunClock(null, null, false, null, null, Duration.ofSeconds(30), 1));
        RunScale scale = RunScale.of(page, at(10));

        assertThat(scale.width(at(0), at(10))).isEqualTo("25.00%");
    }

    @Test
    void manyOperationsAreDrawnAsAShapeAndItsFailuresAsLines() {
        List<OperationView> many = IntStream.range(0, 500)
                .mapToObj(i -> operation(i, i == 7 ? OperationState.FAILED : OperationState.DONE, i / 100, i / 100 + 1))
                .toList();
        StepView step = new StepView(1, "Stop", null, StepState.DECIDING, at(0), at(5), many);
        StepLanes lanes = step.lanes(RunScale.of(page(step), at(5)));

        assertThat(lanes.paths()).containsOnlyKeys("load", "op-failed");
        assertThat(lanes.paths().get("load"))
                .startsWith("M0.0 20.0")
                .endsWith("Z")
                .hasSizeLessThan(1_000);
        assertThat(lanes.height()).isEqualTo(20);
    }

    @Test
    void operationsAtTheSameTimeAreDrawnBelowEachOther() {
        List<OperationView> two = List.of(
                operation(1, OperationState.DONE, 0, 2),
                operation(2, OperationState.DONE, 1, 3),
                operation(3, OperationState.RUNNING, 2, 0));
        StepView step = new StepView(1, "Stop", null, StepState.OPEN, at(0), null, two);
        StepLanes lanes = step.lanes(RunScale.of(page(step), at(4)));

        assertThat(lanes.height()).isEqualTo(8);
        assertThat(lanes.paths())
                .containsEntry("op-done", "M0.0 2.0h500.0M250.0 6.0h500.0")
                .containsEntry("op-running", "M500.0 2.0h500.0");
    }

    @Test
    void theOutageIsGoodWithinThreeQuartersOfItsObjectiveAndBadPastIt() {
        RunClock clock = new RunClock(at(0), null, false, Duration.ofSeconds(100), null, null, 0);

        assertThat(clock.tone(at(75))).isEqualTo(Tone.GOOD);
        assertThat(clock.tone(at(76))).isEqualTo(Tone.WARNING);
        assertThat(clock.tone(at(101))).isEqualTo(Tone.BAD);
        assertThat(clock.words(clock.length(at(76)))).isEqualTo("1 min 16 s");
        assertThat(new RunClock(at(0), null, true, Duration.ofSeconds(9), null, null, 0).length(at(76)))
                .as("of a run that has ended without a known end of the outage")
                .isNull();
    }

    @Test
    void whatIsOnlyExpectedIsSaidAsPeopleSayIt() {
        RunClock clock = RunClock.NOTHING;

        assertThat(Stream.of(234, 1_400, 9_600, 59_400, 59_600, 78_000, 599_000, 2_100_000, 3_599_000, 5_400_000)
                        .map(millis -> clock.about(Duration.ofMillis(millis))))
                .containsExactly(
                        "under 1 s",
                        "1 s",
                        "10 s",
                        "59 s",
                        "1 min",
                        "1 min 20 s",
                        "10 min",
                        "35 min",
                        "1 h 0 min",
                        "1 h 30 min");
        assertThat(Stream.of(107, 12_345)
                        .map(millis -> new RunClock(null, null, false, null, null, Duration.ofMillis(millis), 1).due()))
                .containsExactly("any moment", "in 12 s");
    }

    @Test
    void whatAStepSaysCountsMoreThanItsToken() {
        RunMarks marks = marks(
                run(RunState.RUNNING),
                List.of(stay("switchover", "Call", "callActivity", false), stay("block", "Task", "serviceTask", false)),
                List.of(record(3, "block", StepState.DECIDING)));

        assertThat(marks.marks().get("block")).containsEntry("Task", new RunMarks.Mark("deciding", true, 3));
        assertThat(marks.marks().get("switchover"))
                .as("and what calls its block waits with it")
                .containsEntry("Call", new RunMarks.Mark("deciding", true, null));
    }

    @Test
    void aPersonIsWaitedForAndWhatWasLeftIsDone() {
        RunMarks marks = marks(
                run(RunState.RUNNING),
                List.of(stay("switchover", "Start", "startEvent", true), stay("switchover", "Ask", "userTask", false)),
                List.of());

        assertThat(marks.marks().get("switchover"))
                .containsEntry("Start", new RunMarks.Mark("done", false, null))
                .containsEntry("Ask", new RunMarks.Mark("waiting", true, null));
    }

    @Test
    void aRunThatHasEndedHasNoToken() {
        RunMarks marks = marks(run(RunState.ENDED), List.of(), List.of(record(1, "block", StepState.CANCELLED)));

        assertThat(marks.marks().get("block")).containsEntry("Task", new RunMarks.Mark("cancelled", false, 1));
    }

    private static RunMarks marks(Run run, List<Stay> stays, List<StepRecord> steps) {
        return DiagramMarks.of(
                run,
                List.of(
                        new Diagram("switchover", "Switchover", Map.of("Call", "block")),
                        new Diagram("block", "Block", Map.of())),
                stays,
                steps);
    }

    private static Stay stay(String process, String activity, String type, boolean left) {
        return new Stay(process, activity, type, at(0), left ? Optional.of(at(1)) : Optional.empty(), false);
    }

    private static StepRecord record(int number, String process, StepState state) {
        return new StepRecord(
                "step-" + number,
                new RunId("shop-1"),
                number,
                "token",
                process,
                "Task",
                "A task",
                Optional.empty(),
                state,
                1,
                at(0),
                Optional.empty());
    }

    private static Run run(RunState state) {
        return new Run(
                new RunId("shop-1"),
                new PlanId("shop"),
                1,
                RunType.SWITCHOVER,
                "switchover",
                1,
                "instance",
                "shop-1",
                new SiteId("fra"),
                new SiteId("ams"),
                false,
                "olga",
                "a test",
                state,
                state == RunState.ENDED ? Optional.of(RunOutcome.ABORTED) : Optional.empty(),
                2,
                BEGUN,
                Optional.empty(),
                Optional.empty());
    }

    private RunPage page(StepView... steps) {
        RunHead head = sample.head();
        RunHead since = new RunHead(
                head.id(),
                head.plan(),
                1,
                head.runbook(),
                1,
                "instance",
                "key",
                "fra",
                "ams",
                false,
                1,
                "olga",
                "a test",
                Tone.BUSY,
                "Under way",
                BEGUN,
                null,
                null);
        return new RunPage(since, RunClock.NOTHING, List.of(steps), List.of(), List.of(), "/", "/", List.of());
    }

    private static RunPage with(RunPage page, RunClock clock) {
        return new RunPage(page.head(), clock, page.steps(), List.of(), List.of(), "/", "/", List.of());
    }

    private static StepView step(int number, int from, int to) {
        return new StepView(number, "Step", null, StepState.DONE, at(from), at(to), List.of());
    }

    private static OperationView operation(int number, OperationState state, int from, int to) {
        return new OperationView(
                "op-" + number,
                "stop",
                "app-" + number,
                "fra",
                null,
                state,
                null,
                null,
                1,
                at(from),
                to == 0 ? null : at(to));
    }

    private static Instant at(int seconds) {
        return BEGUN.plusSeconds(seconds);
    }
}
