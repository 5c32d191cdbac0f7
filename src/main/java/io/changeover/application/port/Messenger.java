package io.changeover.application.port;

import io.changeover.domain.plan.Receiver;
import io.changeover.domain.run.Notification;
import io.changeover.domain.run.Run;
import java.util.Optional;

/** Tells a receiver what has happened. Thread-safe. */
public interface Messenger {
    /**
     * What came of one try. No text holds a secret.
     *
     * @param status the receiver's status: of HTTP or of SMTP
     * @param text the beginning of what the receiver has answered
     * @param error why it was not accepted; empty where it was
     */
    record Answer(boolean accepted, Optional<Integer> status, String text, Optional<String> error) {}

    /**
     * Tries once, within 10 s. A receiver that cannot be told is an answer, not an exception.
     *
     * @param run the run that the notification is of, if it is of one
     * @throws InterruptedException when the server ends; whether it was told is not known
     */
    Answer tell(Receiver receiver, Notification notification, Optional<Run> run) throws InterruptedException;
}
