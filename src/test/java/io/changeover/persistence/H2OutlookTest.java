package io.changeover.persistence;

import static io.changeover.persistence.StoreRoom.AT;
import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.application.Outlook;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.run.RunState;
import io.changeover.domain.run.StepRecord;
import io.changeover.domain.run.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is still to come of a run, from the runs that the stores hold. */
class H2OutlookTest {
    private static final StoreRoom ROOM = StoreRoom.onH2();

    private final Outlook outlook = new Outlook(ROOM.runs, ROOM.steps, ROOM.decisions);

    @Test
    void whatIsLeftIsTheMedianOfTheLastRunsWithoutWhatIsPassed() {
        PlanId plan = ROOM.plan().id();
        ended(plan, 1, 10, 20, 30);
        ended(plan, 2, 10, 60, 30);
        ended(plan, 3, 10, 40, 30);
        Run now = ROOM.run(plan, plan + "-9", AT.plusSeconds(9_000));
        List<StepRecord> passed = List.of(step(now, 1, 0, 10, StepState.DONE), step(now, 2, 10, 0, StepState.OPEN));

        Outlook.Ahead ahead =
                outlook.of(now, passed, now.startedAt().plusSeconds(15)).orElseThrow();

        assertThat(ahead.steps()).containsExactly("Step 3");
        assertThat(ahead.left()).as("35 of 40 seconds, and 30").isEqualTo(Duration.ofSeconds(65));
        assertThat(ahead.samples()).isEqualTo(3);
    }

    @Test
    void stepsSideBySideCountOnce() {
        PlanId plan = ROOM.plan().id();
        Run earlier = run(plan, 1);
        insert(step(earlier, 1, 0, 10, StepState.DONE));
        insert(step(earlier, 2, 5, 20, StepState.DONE));
        Run now = ROOM.run(plan, plan + "-9", AT.plusSeconds(9_000));

        assertThat(outlook.of(now, List.of(), now.startedAt()).orElseThrow().left())
                .isEqualTo(Duration.ofSeconds(25));
    }

    @Test
    void theTimeThatPeopleTookToAnswerInTheMiddleOfAStepIsNotExpectedAgain() {
        PlanId plan = ROOM.plan().id();
        Run earlier = run(plan, 1);
        insert(step(earlier, 1, 0, 10, StepState.DONE));
        insert(step(earlier, 2, 10, 3_620, StepState.DONE));
        Instant failed = earlier.startedAt().plusSeconds(20);
        Decision asked = new Decision(
                earlier.id() + "-task",
                earlier.id(),
                Decision.Kind.FAILURE,
                Optional.empty(),
                "Retry?",
                List.of(),
                List.of("retry", "abort"),
                "operators",
                failed,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        ROOM.decisions.insert(asked);
        ROOM.decisions.answer(asked.answered(failed.plusSeconds(3_600), "olga", "retry", ""));
        Run now = ROOM.run(plan, plan + "-9", AT.plusSeconds(9_000));

        assertThat(outlook.of(now, List.of(), now.startedAt()).orElseThrow().left())
                .isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void withoutAnEarlierRunOrAtTheEndNothingIsExpected() {
        PlanId plan = ROOM.plan().id();
        Run first = ROOM.run(plan, plan + "-8", AT.plusSeconds(8_000));
        assertThat(outlook.of(first, List.of(), AT)).isEmpty();

        ended(plan, 1, 10, 10, 10);
        assertThat(outlook.of(first, List.of(), AT)).as("what came before it").isEmpty();
        Run now = ROOM.run(plan, plan + "-9", AT.plusSeconds(9_000));
        assertThat(outlook.of(now.ended(RunOutcome.COMPLETED, AT), List.of(), AT))
                .isEmpty();
        assertThat(outlook.of(now.in(RunState.ABORTING), List.of(), AT)).isEmpty();
        assertThat(outlook.of(now, List.of(), AT)).isPresent();
    }

    private void ended(PlanId plan, int number, int... lengths) {
        Run run = run(plan, number);
        int from = 0;
        for (int i = 0; i < lengths.length; i++) {
            insert(step(run, i + 1, from, lengths[i], StepState.DONE));
            from += lengths[i] + 100; // somebody was asked in between
        }
    }

    private static Run run(PlanId plan, int number) {
        Instant begun = AT.plusSeconds(number * 1_000L);
        Run run = ROOM.run(plan, plan + "-" + number, begun).ended(RunOutcome.COMPLETED, begun.plusSeconds(900));
        ROOM.runs.insert(run);
        return run;
    }

    private static void insert(StepRecord step) {
        ROOM.steps.insert(step, List.of());
    }

    private static StepRecord step(Run run, int number, int from, int length, StepState state) {
        Instant begun = run.startedAt().plusSeconds(from);
        return new StepRecord(
                run.id() + "/" + number,
                run.id(),
                number,
                "token",
                "move-service",
                "Task_" + number,
                "Step " + number,
                Optional.empty(),
                state,
                1,
                begun,
                state.terminal() ? Optional.of(begun.plusSeconds(length)) : Optional.empty());
    }
}
