package io.changeover.architecture.violations.persistence;

import io.changeover.architecture.violations.api.PlantedResource;

/** An adapter that knows another. */
final class StoreWithApi {
    static final String BREAKS = "persistence uses no other adapter; rooms form no cycles";

    private final PlantedResource used;

    StoreWithApi(PlantedResource used) {
        this.used = used;
    }

    @Override
    public String toString() {
        return used.toString();
    }
}
