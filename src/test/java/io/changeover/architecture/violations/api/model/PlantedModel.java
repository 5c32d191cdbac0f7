package io.changeover.architecture.violations.api.model;

/** Lawful: no rule may name it. */
public final class PlantedModel {
    private final String text;

    public PlantedModel(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
