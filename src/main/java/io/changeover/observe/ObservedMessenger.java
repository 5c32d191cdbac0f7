package io.changeover.observe;

import io.changeover.application.port.Messenger;
import io.changeover.domain.plan.Receiver;
import io.changeover.domain.run.Notification;
import io.changeover.domain.run.Run;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Optional;

/** Measures how receivers are told, and has what is logged meanwhile name the notification. Thread-safe. */
public final class ObservedMessenger implements Messenger {
    private final Messenger messenger;
    private final MeterRegistry meters;

    public ObservedMessenger(Messenger messenger, MeterRegistry meters) {
        this.messenger = messenger;
        this.meters = meters;
    }

    @Override
    public Answer tell(Receiver receiver, Notification notification, Optional<Run> run) throws InterruptedException {
        Timer.Sample sample = Timer.start(meters);
        String result = "interrupted";
        try (LogFields fields = new LogFields()) {
            fields.with(LogFields.NOTIFICATION, notification.id());
            run.ifPresent(of -> fields.with(LogFields.PLAN, of.plan()).with(LogFields.RUN, of.id()));
            Answer answer = messenger.tell(receiver, notification, run);
            result = answer.accepted() ? "accepted" : "failed";
            return answer;
        } finally {
            sample.stop(Timer.builder("changeover.delivery")
                    .description("Tries to tell a receiver of an event")
                    .tag("event", notification.event().wireName())
                    .tag("result", result)
                    .register(meters));
        }
    }
}
