package io.changeover.architecture.violations.connector.spi;

/** Lawful: no rule may name it. */
public final class PlantedWord {
    private final String text;

    public PlantedWord(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
