package io.changeover.architecture.violations.config;

import io.changeover.architecture.violations.application.PlantedUseCase;
import io.changeover.architecture.violations.connector.ssh.PlantedSsh;
import io.changeover.architecture.violations.persistence.PlantedStores;
import java.time.Clock;
import javax.sql.DataSource;
import org.camunda.bpm.engine.RuntimeService;

/** Lawful: no rule may name it. */
final class PlantedWiring {
    PlantedUseCase useCase(RuntimeService engine, DataSource source, PlantedSsh ssh) {
        return new PlantedUseCase(PlantedStores.of(source), Clock.systemUTC());
    }
}
