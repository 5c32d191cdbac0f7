package io.changeover.architecture.violations.api;

/** Lawful: no rule may name it. */
public final class PlantedResource {
    private final String text;

    public PlantedResource(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
