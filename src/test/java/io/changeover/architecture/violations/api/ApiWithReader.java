package io.changeover.architecture.violations.api;

import io.changeover.architecture.violations.planfile.PlantedReader;

/** An adapter that knows another. */
final class ApiWithReader {
    static final String BREAKS = "api uses no other adapter";

    private final PlantedReader used;

    ApiWithReader(PlantedReader used) {
        this.used = used;
    }

    @Override
    public String toString() {
        return used.toString();
    }
}
