package io.changeover.architecture.violations.connector.command;

import io.changeover.architecture.violations.connector.ssh.PlantedSsh;

/** A connector that borrows from another. */
final class CommandOverSsh {
    static final String BREAKS = "connectors use the SPI and no one else of the house";

    private final PlantedSsh used;

    CommandOverSsh(PlantedSsh used) {
        this.used = used;
    }

    @Override
    public String toString() {
        return used.toString();
    }
}
