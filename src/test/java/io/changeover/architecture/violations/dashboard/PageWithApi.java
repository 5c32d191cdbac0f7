package io.changeover.architecture.violations.dashboard;

import io.changeover.architecture.violations.api.PlantedResource;

/** An adapter that knows another. */
final class PageWithApi {
    static final String BREAKS = "dashboard uses no other adapter";

    private final PlantedResource used;

    PageWithApi(PlantedResource used) {
        this.used = used;
    }

    @Override
    public String toString() {
        return used.toString();
    }
}
