package io.changeover.architecture.violations.report;

import io.changeover.architecture.violations.persistence.PlantedStores;

/** An adapter that knows another. */
final class ReportWithStore {
    static final String BREAKS = "report uses no other adapter";

    private final PlantedStores used;

    ReportWithStore(PlantedStores used) {
        this.used = used;
    }

    @Override
    public String toString() {
        return used.toString();
    }
}
