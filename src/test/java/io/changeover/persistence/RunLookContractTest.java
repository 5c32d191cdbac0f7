package io.changeover.persistence;

import static io.changeover.persistence.StoreRoom.AT;
import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.application.port.RunLook;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunEvent;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.StepRecord;
import io.changeover.domain.run.StepState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What those who watch see of a run, on every database. */
abstract class RunLookContractTest {
    abstract StoreRoom room();

    private RunLook look() {
        return new JdbcRunLook(JdbcClient.create(room().jdbc));
    }

    @Test
    void eachChangeOfARunChangesItsPartAndNoOther() {
        Run run = room().run();
        StepRecord step = room().steps.claim(room().step(run, 2).id()).orElseThrow();
        assertThat(look().parts(run.id())).containsOnlyKeys("head", "questions", "steps", "step-1");

        assertThat(changedBy(run, () -> room().events.append(new RunEvent(run.id(), AT, "olga", "NOTE", "a word"))))
                .containsExactly("head");
        assertThat(changedBy(run, () -> room().decisions.insert(question(run)))).containsExactly("questions");
        assertThat(changedBy(run, () -> room().decisions.answer(question(run).answered(AT, "anton", "approve", ""))))
                .containsExactly("questions");
        assertThat(changedBy(run, () -> begin(step))).containsExactly("step-1");
        assertThat(changedBy(run, () -> tell(step, "40 %"))).containsExactly("step-1");
        assertThat(changedBy(run, () -> tell(step, "41 %"))).containsExactly("step-1");
        assertThat(changedBy(run, () -> room().step(run, 1))).containsExactly("step-2", "steps");
        assertThat(changedBy(run, () -> room().steps.move(step, StepState.DONE, AT)))
                .as("what has ended has no part any more")
                .containsExactly("step-1", "steps");
        assertThat(changedBy(run, () -> {})).isEmpty();
    }

    @Test
    void thereIsNothingToSeeOfARunThatThereIsNot() {
        assertThat(look().parts(new RunId("nowhere-1"))).isEmpty();
        assertThat(look().outlines(new RunId("nowhere-1"))).isEmpty();
    }

    @Test
    void whatHappensToARunChangesTheWholeAsWell() {
        Map<String, String> before = look().everything();
        Run run = room().run();
        Map<String, String> with = look().everything();
        room().step(run, 1);
        Map<String, String> stepping = look().everything();

        assertThat(differences(before, with)).containsExactly("open", "plans", "runs");
        assertThat(differences(with, stepping)).containsExactly("steps");
    }

    @Test
    void outlinesHaveAllButWhatIsLong() {
        Run run = room().run();
        StepRecord step = room().step(run, 2);
        OperationRecord first = StoreRoom.operation(step.id(), 1, OperationState.PENDING);
        room().jdbc.update("update operation set output = 'printed', readings = '[]' where id = ?", first.id());

        assertThat(look().outlines(run.id()))
                .containsExactly(first, StoreRoom.operation(step.id(), 2, OperationState.PENDING));
        assertThat(look().operation(run.id(), first.id()).orElseThrow().output())
                .isEqualTo("printed");
        assertThat(look().operation(room().run().id(), first.id()))
                .as("of another run")
                .isEmpty();
    }

    @Test
    void whatAnOperationPrintsIsSeenWhileItIsUnderWay() {
        Run run = room().run();
        StepRecord step = room().step(run, 1);
        begin(step);
        JdbcProgressLog progress = new JdbcProgressLog(room().jdbc);
        AtomicReference<String> printed = new AtomicReference<>("first");

        assertThat(changedBy(run, () -> {
                    progress.follow(step.id() + "-1", printed::get);
                    output(run, step, "first");
                }))
                .containsExactly("step-1");
        String more = "x".repeat(200);
        assertThat(changedBy(run, () -> {
                    printed.set(more);
                    output(run, step, more);
                }))
                .containsExactly("step-1");
        assertThat(changedBy(run, () -> {
                    printed.set(more + "x");
                    output(run, step, more + "x");
                }))
                .as("though it ends as before")
                .containsExactly("step-1");
        progress.destroy();
    }

    @Test
    void whatHasEndedIsShownNoMore() {
        Run run = room().run();
        StepRecord step = room().step(run, 2);
        begin(step);
        JdbcProgressLog progress = new JdbcProgressLog(room().jdbc);
        AtomicReference<String> first = new AtomicReference<>("first");
        AtomicReference<String> second = new AtomicReference<>("second");

        Runnable end = progress.follow(step.id() + "-1", first::get);
        output(run, step, "first");
        end.run();
        first.set("more of the first");
        progress.follow(step.id() + "-1", second::get);
        output(run, step, "second");
        assertThat(room().jdbc.update("update operation set state = 'DONE' where id = ?", step.id() + "-1"))
                .isOne();
        AtomicInteger asked = new AtomicInteger();
        progress.follow("another", () -> "asked " + asked.incrementAndGet() + second.getAndSet("too late"));
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> asked.get() > 1);

        assertThat(look().operation(run.id(), step.id() + "-1").orElseThrow().output())
                .isEqualTo("second");
        progress.destroy();
    }

    @Test
    void anOperationThatCannotBeShownStandsInTheWayOfNone() {
        Run run = room().run();
        StepRecord step = room().step(run, 1);
        begin(step);
        JdbcProgressLog progress = new JdbcProgressLog(room().jdbc);

        progress.follow("broken", () -> {
            throw new IllegalStateException("not to be printed");
        });
        progress.follow(step.id() + "-1", () -> "all the same");

        output(run, step, "all the same");
        progress.destroy();
    }

    private void output(Run run, StepRecord step, String wanted) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> look().operation(run.id(), step.id() + "-1")
                        .orElseThrow()
                        .output()
                        .equals(wanted));
    }

    private Set<String> changedBy(Run run, Runnable change) {
        Map<String, String> before = look().parts(run.id());
        change.run();
        return differences(before, look().parts(run.id()));
    }

    private static Set<String> differences(Map<String, String> before, Map<String, String> after) {
        Set<String> parts = new TreeSet<>(before.keySet());
        parts.addAll(after.keySet());
        parts.removeIf(part -> before.getOrDefault(part, "").equals(after.getOrDefault(part, "")));
        return parts;
    }

    private void begin(StepRecord step) {
        assertThat(room().jdbc
                        .update("update operation set state = 'RUNNING', attempts = 1 where id = ?", step.id() + "-1"))
                .isOne();
    }

    private void tell(StepRecord step, String what) {
        JdbcProgressLog progress = new JdbcProgressLog(room().jdbc);
        progress.told(step.id() + "-1", what);
        Awaitility.await()
                .until(() -> room().steps.operations(step.id()).get(0).message().equals(Optional.of(what)));
        progress.destroy();
    }

    private static Decision question(Run run) {
        return new Decision(
                "task-of-" + run.id(),
                run.id(),
                Decision.Kind.APPROVAL,
                Optional.empty(),
                "May it?",
                List.of("lag 0"),
                List.of("approve", "decline"),
                "approvers",
                AT,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
