package io.changeover.architecture.violations.runbook.step;

import io.changeover.architecture.violations.persistence.PlantedStores;

/** An adapter that knows another. */
final class StepWithStore {
    static final String BREAKS = "runbook uses no other adapter";

    private final PlantedStores used;

    StepWithStore(PlantedStores used) {
        this.used = used;
    }

    @Override
    public String toString() {
        return used.toString();
    }
}
