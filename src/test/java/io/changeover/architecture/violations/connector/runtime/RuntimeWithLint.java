package io.changeover.architecture.violations.connector.runtime;

import io.changeover.architecture.violations.runbook.lint.PlantedLint;

/** An adapter that knows another. */
final class RuntimeWithLint {
    static final String BREAKS = "connector.runtime uses no other adapter";

    private final PlantedLint used;

    RuntimeWithLint(PlantedLint used) {
        this.used = used;
    }

    @Override
    public String toString() {
        return used.toString();
    }
}
