package io.changeover.architecture.violations.dashboard;

import io.changeover.architecture.violations.report.PlantedReport;

/** Lawful: no rule may name it. */
final class PageWithReport {
    private final PlantedReport used;

    PageWithReport(PlantedReport used) {
        this.used = used;
    }

    @Override
    public String toString() {
        return used.toString();
    }
}
