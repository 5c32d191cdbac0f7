package io.changeover.architecture.violations.runbook.lint;

/** Lawful: no rule may name it. */
public final class PlantedLint {
    private final String text;

    public PlantedLint(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
