package io.changeover.architecture.violations.application;

import io.changeover.architecture.violations.persistence.PlantedStores;

/** A use case that knows a store. */
final class UseCaseWithStore {
    static final String BREAKS = "the application uses the domain, its ports and the SPI; rooms form no cycles";

    private final PlantedStores used;

    UseCaseWithStore(PlantedStores used) {
        this.used = used;
    }

    @Override
    public String toString() {
        return used.toString();
    }
}
