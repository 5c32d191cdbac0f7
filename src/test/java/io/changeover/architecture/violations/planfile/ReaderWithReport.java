package io.changeover.architecture.violations.planfile;

import io.changeover.architecture.violations.report.PlantedReport;

/** An adapter that knows another. */
final class ReaderWithReport {
    static final String BREAKS = "planfile uses no other adapter";

    private final PlantedReport used;

    ReaderWithReport(PlantedReport used) {
        this.used = used;
    }

    @Override
    public String toString() {
        return used.toString();
    }
}
