package io.changeover.architecture.violations.persistence;

import io.changeover.architecture.violations.application.port.PlantedPort;
import javax.sql.DataSource;

/** Lawful: no rule may name it. */
public final class PlantedStores {
    private PlantedStores() {}

    public static PlantedPort of(DataSource source) {
        return new JdbcPlantedStore();
    }
}
