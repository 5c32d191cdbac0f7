package io.changeover.architecture.violations.cli;

import io.changeover.architecture.violations.domain.plan.PlantedPlan;

/** A verb that knows the domain. */
final class VerbWithDomain {
    static final String BREAKS = "the command line knows the API model only";

    private final PlantedPlan used;

    VerbWithDomain(PlantedPlan used) {
        this.used = used;
    }

    @Override
    public String toString() {
        return used.toString();
    }
}
