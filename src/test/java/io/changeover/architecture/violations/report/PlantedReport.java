package io.changeover.architecture.violations.report;

/** Lawful: no rule may name it. */
public final class PlantedReport {
    private final String text;

    public PlantedReport(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
