package io.changeover.architecture.violations.api.model;

import io.changeover.architecture.violations.domain.plan.PlantedPlan;

/** A wire type that knows the domain. */
final class ModelOfADomain {
    static final String BREAKS = "the API model is plain data";

    private final PlantedPlan used;

    ModelOfADomain(PlantedPlan used) {
        this.used = used;
    }

    @Override
    public String toString() {
        return used.toString();
    }
}
