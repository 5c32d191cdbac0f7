package io.changeover.application;

import io.changeover.application.port.DeliveryQueue;
import io.changeover.application.port.Messenger;
import io.changeover.application.port.Outbox;
import io.changeover.application.port.RunStore;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.plan.Receiver;
import io.changeover.domain.run.Notification;
import io.changeover.domain.run.Notification.Delivery;
import io.changeover.domain.run.Notification.State;
import io.changeover.domain.run.Run;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers notifications, each after its predecessor of the same run and receiver. One that is not accepted is tried
 * again after 1 s, then twice as long up to 1 min, until 24 h after it was written. Thread-safe.
 */
public final class DeliverNotification {
    private static final Logger LOG = LoggerFactory.getLogger(DeliverNotification.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LIFETIME = Duration.ofHours(24);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Duration NO_ROOM = Duration.ofSeconds(2);

    private final Plans plans;
    private final RunStore runs;
    private final Outbox outbox;
    private final Messenger messenger;
    private final DeliveryQueue queue;
    private final Clock clock;
    private final Room room;

    /**
     * Ready to deliver.
     *
     * @param most deliveries at the same time, of which one address gets a quarter; those beyond wait, so that slow
     *     receivers hold up neither steps nor other receivers
     */
    public DeliverNotification(
            Plans plans,
            RunStore runs,
            Outbox outbox,
            Messenger messenger,
            DeliveryQueue queue,
            Clock clock,
            int most) {
        this.plans = plans;
        this.runs = runs;
        this.outbox = outbox;
        this.messenger = messenger;
        this.queue = queue;
        this.clock = clock;
        this.room = new Room(most);
    }

    /**
     * Tries to deliver a notification, or waits for its predecessor.
     *
     * @return when to call again; empty if nothing is left to do
     */
    public Optional<Instant> deliver(String id) {
        Optional<Notification> found = outbox.find(id).filter(Notification::pending);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Notification notification = found.get();
        Optional<Notification> predecessor = others(notification).stream()
                .filter(other -> other.sequence() < notification.sequence())
                .findFirst();
        Instant soon = clock.instant().plus(LOOK_AGAIN);
        if (predecessor.isPresent()) {
            Instant due = predecessor.get().delivery().due();
            return Optional.of(due.isAfter(soon) ? due.plus(LOOK_AGAIN) : soon);
        }
        Optional<Run> run = notification.run().map(of -> runs.find(of).orElseThrow());
        Receiver receiver = receiver(notification, run);
        if (!room.enter(receiver.address())) {
            return Optional.of(clock.instant().plus(NO_ROOM));
        }
        try {
            return attempt(notification, receiver, run);
        } catch (InterruptedException e) {
            // The server ends. Not interrupted again: the database is asked after this, which an interrupt would break.
            return Optional.of(clock.instant());
        } finally {
            room.leave(receiver.address());
        }
    }

    private Receiver receiver(Notification notification, Optional<Run> run) {
        ProtectionPlan plan = run.map(plans::of).orElseGet(() -> {
            Notification.Place place = notification.plan().orElseThrow();
            return plans.version(place.id(), place.version());
        });
        return plan.receiver(notification.receiver()).orElseThrow();
    }

    /** What else the receiver is still to be told of the run, in order. */
    private List<Notification> others(Notification notification) {
        List<Notification> all = notification
                .run()
                .map(outbox::ofRun)
                .orElseGet(
                        () -> outbox.pendingOf(notification.plan().orElseThrow().id(), notification.receiver()));
        return all.stream()
                .filter(Notification::pending)
                .filter(other -> other.receiver().equals(notification.receiver()))
                .filter(other -> !other.id().equals(notification.id()))
                .toList();
    }

    private Optional<Instant> attempt(Notification notification, Receiver receiver, Optional<Run> run)
            throws InterruptedException {
        Messenger.Answer answer = messenger.tell(receiver, notification, run);
        Instant now = clock.instant();
        int attempts = notification.delivery().attempts() + 1;
        if (answer.accepted()) {
            outbox.update(notification.with(new Delivery(
                    State.SENT, attempts, now, Optional.of(now), answer.status(), answer.text(), Optional.empty())));
            hastenNext(notification);
            return Optional.empty();
        }
        boolean over = !now.isBefore(notification.at().plus(LIFETIME));
        Notification failed = notification.with(new Delivery(
                over ? State.GIVEN_UP : State.PENDING,
                attempts,
                now.plus(pause(attempts)),
                Optional.empty(),
                answer.status(),
                answer.text(),
                answer.error()));
        outbox.update(failed);
        return over ? givenUp(failed) : Optional.of(failed.delivery().due());
    }

    private Optional<Instant> givenUp(Notification failed) {
        LOG.warn(
                "notification={} of={} receiver={} event={} is given up after {} tries",
                failed.id(),
                failed.subject(),
                failed.receiver(),
                failed.event().wireName(),
                failed.delivery().attempts());
        hastenNext(failed);
        return Optional.empty();
    }

    private void hastenNext(Notification done) {
        others(done).stream().findFirst().map(Notification::id).ifPresent(queue::hasten);
    }

    /** 1 s after the first try, 2 s after the second, and so on up to the longest. */
    static Duration pause(int attempts) {
        Duration pause = FIRST_PAUSE;
        for (int i = 1; i < attempts && pause.compareTo(LONGEST_PAUSE) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
