package io.changeover.persistence;

import static io.changeover.persistence.StoreRoom.AT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changeover.domain.plan.PlanState;
import io.changeover.domain.run.Notification;
import io.changeover.domain.run.Notification.Delivery;
import io.changeover.domain.run.Notification.Fact;
import io.changeover.domain.run.Notification.Question;
import io.changeover.domain.run.Notification.State;
import io.changeover.domain.run.NotificationEvent;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.run.RunState;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

/** What notifications are kept like, on every database. */
abstract class OutboxContractTest {
    abstract StoreRoom room();

    @Test
    void notificationsAreNumberedPerRunAndReceiverAndReadAsTheyWereWritten() {
        Run run = room().run();
        Notification first = notification(run, "tickets", 1);
        Notification second = notification(run, "tickets", 2);
        Notification other = notification(run, "all", 1);
        assertThat(room().outbox.nextSequence(run.id(), "tickets")).isEqualTo(1);
        List.of(first, second, other).forEach(room().outbox::append);

        assertThat(room().outbox.nextSequence(run.id(), "tickets")).isEqualTo(3);
        assertThat(room().outbox.find(second.id())).contains(second);
        assertThat(room().outbox.find("nothing")).isEmpty();
        assertThat(room().outbox.ofRun(run.id())).containsExactly(other, first, second);
        assertThatThrownBy(() -> room().outbox.append(notification(run, "tickets", 2)))
                .isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void aNotificationThatWasAcceptedStaysSo() {
        Notification pending = notification(room().run(), "tickets", 1);
        room().outbox.append(pending);
        Notification failed = pending.with(new Delivery(
                State.PENDING,
                1,
                AT.plusSeconds(1),
                Optional.empty(),
                Optional.of(500),
                "broken",
                Optional.of("the receiver answered 500")));
        room().outbox.update(failed);
        assertThat(room().outbox.find(pending.id())).contains(failed);

        Notification sent = pending.with(new Delivery(
                State.SENT,
                2,
                AT.plusSeconds(2),
                Optional.of(AT.plusSeconds(2)),
                Optional.of(200),
                "",
                Optional.empty()));
        room().outbox.update(sent);
        room().outbox.update(failed);

        assertThat(room().outbox.find(pending.id())).contains(sent);
    }

    @Test
    void aNotificationIsWrittenWithItsChangeOrNotAtAll() {
        Run run = room().run();
        room().transactions.executeWithoutResult(status -> {
            room().outbox.append(notification(run, "tickets", 1));
            status.setRollbackOnly();
        });

        assertThat(room().outbox.ofRun(run.id())).isEmpty();
    }

    private static Notification notification(Run run, String receiver, int sequence) {
        Question question = new Question("task-1", "May it begin?", List.of("approve", "decline"), "approvers");
        boolean asks = sequence == 2;
        return new Notification(
                UUID.randomUUID().toString(),
                run.id(),
                receiver,
                sequence,
                asks ? NotificationEvent.APPROVAL_NEEDED : NotificationEvent.ENDED,
                AT,
                new Fact(
                        asks ? RunState.RUNNING : RunState.ENDED,
                        asks ? Optional.empty() : Optional.of(RunOutcome.COMPLETED),
                        asks ? Optional.empty() : Optional.of(PlanState.ACTIVE),
                        "Switchover of plan shop has ended",
                        asks ? Optional.of(question) : Optional.empty()),
                Delivery.fresh(AT));
    }
}
