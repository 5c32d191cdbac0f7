package io.changeover.architecture.violations.api;

import io.changeover.architecture.violations.report.PlantedReport;

/** Lawful: no rule may name it. */
final class ApiWithReport {
    private final PlantedReport used;

    ApiWithReport(PlantedReport used) {
        this.used = used;
    }

    @Override
    public String toString() {
        return used.toString();
    }
}
