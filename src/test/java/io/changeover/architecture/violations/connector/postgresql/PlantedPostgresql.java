package io.changeover.architecture.violations.connector.postgresql;

import java.sql.Connection;

/** Lawful: no rule may name it. */
final class PlantedPostgresql {
    private final Connection used;

    PlantedPostgresql(Connection used) {
        this.used = used;
    }

    @Override
    public String toString() {
        return used.toString();
    }
}
