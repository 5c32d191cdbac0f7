package io.changeover.architecture.violations.connector.address;

import io.changeover.architecture.violations.domain.plan.PlantedPlan;

/** A connector that knows the domain. */
final class AddressOfAPlan {
    static final String BREAKS = "connectors use the SPI and no one else of the house";

    private final PlantedPlan used;

    AddressOfAPlan(PlantedPlan used) {
        this.used = used;
    }

    @Override
    public String toString() {
        return used.toString();
    }
}
