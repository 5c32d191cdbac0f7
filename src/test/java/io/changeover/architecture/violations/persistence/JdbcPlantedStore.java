package io.changeover.architecture.violations.persistence;

import io.changeover.architecture.violations.application.port.PlantedPort;
import io.changeover.architecture.violations.domain.plan.PlantedPlan;

/** Lawful: no rule may name it. */
final class JdbcPlantedStore implements PlantedPort {
    @Override
    public void keep(PlantedPlan plan) {}
}
