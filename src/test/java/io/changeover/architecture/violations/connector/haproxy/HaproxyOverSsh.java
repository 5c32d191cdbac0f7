package io.changeover.architecture.violations.connector.haproxy;

import io.changeover.architecture.violations.connector.ssh.PlantedSsh;

/** Opens sockets on hosts by itself and not through a shell. */
final class HaproxyOverSsh {
    static final String BREAKS = "connectors use the SPI and no one else of the house";

    private final PlantedSsh used;

    HaproxyOverSsh(PlantedSsh used) {
        this.used = used;
    }

    @Override
    public String toString() {
        return used.toString();
    }
}
