package io.changeover.architecture.violations.connector.spi;

import io.changeover.architecture.violations.domain.plan.PlantedPlan;

/** A word of the SPI that knows a plan. */
final class WordFromTheDomain {
    static final String BREAKS = "the SPI uses only the JDK; rooms form no cycles";

    private final PlantedPlan used;

    WordFromTheDomain(PlantedPlan used) {
        this.used = used;
    }

    @Override
    public String toString() {
        return used.toString();
    }
}
