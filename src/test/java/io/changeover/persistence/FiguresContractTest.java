package io.changeover.persistence;

import static io.changeover.persistence.StoreRoom.AT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changeover.application.port.Figures;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.Notification;
import io.changeover.domain.run.NotificationEvent;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.run.RunState;
import io.changeover.domain.run.RunType;
import io.changeover.domain.run.StepState;
import io.changeover.domain.watch.Alarm;
import io.changeover.domain.watch.AlarmCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;

/** What is counted, and what is kept of starts, on every database. */
abstract class FiguresContractTest {
    abstract StoreRoom room();

    @Test
    void runsAreCountedWhileTheyLastAndByTheirEnd() {
        Run active = room().run();
        Run first = ended(active, 7, RunOutcome.COMPLETED, Duration.ofSeconds(60));
        Run second = ended(active, 8, RunOutcome.COMPLETED_WITH_SKIPS, Duration.ofSeconds(90));
        ended(active, 9, RunOutcome.ABORTED, Duration.ofSeconds(200));

        Figures figures = room().figures;

        assertThat(figures.active())
                .contains(new Figures.Active(active.plan(), RunType.SWITCHOVER, RunState.RUNNING, 1));
        assertThat(figures.ended())
                .filteredOn(one -> one.plan().equals(active.plan()))
                .extracting(one -> one.outcome() + " " + one.count())
                .containsExactlyInAnyOrder("COMPLETED 1", "COMPLETED_WITH_SKIPS 1", "ABORTED 1");
        assertThat(figures.last())
                .filteredOn(one -> one.plan().equals(active.plan()))
                .containsExactly(new Figures.Last(
                        active.plan(),
                        RunType.SWITCHOVER,
                        second.startedAt(),
                        second.endedAt().orElseThrow()));
        assertThat(first.id()).isNotEqualTo(second.id());
    }

    @Test
    void stepsAndQuestionsAndAlarmsAreCounted() {
        Run run = room().run();
        room().step(run, 1);
        room().step(run, 1);
        room().decisions.insert(question(run, "task-1", AT.plusSeconds(1)));
        room().decisions.insert(question(run, "task-2", AT));
        Alarm open = new Alarm(0, run.plan(), AlarmCode.LAG_UNKNOWN, "ledger", "not known", AT, Optional.empty());
        room().watch.raise(open);
        room().watch.clear(room().watch.raise(open).cleared(AT.plusSeconds(5)));

        assertThat(room().figures.steps()).contains(new Figures.Steps(run.plan(), StepState.OPEN, 2));
        assertThat(room().figures.waiting()).contains(new Figures.Waiting(run.plan(), Decision.Kind.FAILURE, 2, AT));
        assertThat(room().figures.alarms()).contains(new Figures.Alarms(run.plan(), AlarmCode.LAG_UNKNOWN, 1));
    }

    @Test
    void whatWasNotToldIsCountedForEachReceiver() {
        Run run = room().run();
        room().outbox.append(pending(run, 1));
        room().outbox.append(pending(run, 2));
        Notification sent = pending(run, 3);
        room().outbox.append(sent);
        room().outbox
                .update(sent.with(new Notification.Delivery(
                        Notification.State.SENT, 1, AT, Optional.of(AT), Optional.of(200), "", Optional.empty())));

        assertThat(room().figures.untold())
                .filteredOn(one -> one.plan().equals(run.plan()))
                .containsExactly(new Figures.Untold(run.plan(), "tickets", Notification.State.PENDING, 2, AT));
    }

    @Test
    void aPrintIsKeptOnceForEachRun() {
        Run run = room().run();
        assertThat(room().prints.of(run.id())).isEmpty();

        room().prints.keep(run.id(), "print");

        assertThat(room().prints.of(run.id())).contains("print");
        assertThatThrownBy(() -> room().prints.keep(run.id(), "other")).isInstanceOf(DuplicateKeyException.class);
        assertThatThrownBy(() -> room().prints.keep(new RunId("nobody-1"), "print"))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    private Run ended(Run of, int number, RunOutcome outcome, Duration after) {
        PlanStatus plan = room().plans.find(of.plan()).orElseThrow();
        Run run = room().run(plan.id(), plan.id() + "-" + number, AT);
        room().runs.insert(run);
        Run over = run.ended(outcome, AT.plus(after));
        room().runs.update(over);
        return over;
    }

    private static Decision question(Run run, String task, Instant at) {
        return new Decision(
                run.id() + task,
                run.id(),
                Decision.Kind.FAILURE,
                Optional.empty(),
                "What now?",
                List.of(),
                List.of("retry"),
                "operators",
                at,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Notification pending(Run run, int sequence) {
        return new Notification(
                UUID.randomUUID().toString(),
                run.id(),
                "tickets",
                sequence,
                NotificationEvent.STARTED,
                AT,
                new Notification.Fact(RunState.RUNNING, Optional.empty(), Optional.empty(), "it", Optional.empty()),
                Notification.Delivery.fresh(AT));
    }
}
