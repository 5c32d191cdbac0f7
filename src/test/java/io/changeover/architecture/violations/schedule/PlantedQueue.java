package io.changeover.architecture.violations.schedule;

/** Lawful: no rule may name it. */
public final class PlantedQueue {
    private final String text;

    public PlantedQueue(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
