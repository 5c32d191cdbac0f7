package io.changeover.architecture.violations.planfile;

/** Lawful: no rule may name it. */
public final class PlantedReader {
    private final String text;

    public PlantedReader(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
