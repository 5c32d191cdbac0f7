package io.changeover.architecture.violations.notify;

import jakarta.mail.MessagingException;

/** Lawful: no rule may name it. */
public final class PlantedMessenger {
    private final String text;

    public PlantedMessenger(String text) {
        this.text = text;
    }

    void refuse() throws MessagingException {
        throw new MessagingException(text);
    }
}
