package io.changeover.architecture.violations.application.port;

import io.changeover.architecture.violations.domain.plan.PlantedPlan;

/** Lawful: no rule may name it. */
public interface PlantedPort {
    void keep(PlantedPlan plan);
}
