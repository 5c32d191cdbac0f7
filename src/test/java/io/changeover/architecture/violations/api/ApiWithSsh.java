package io.changeover.architecture.violations.api;

import io.changeover.architecture.violations.connector.ssh.PlantedSsh;

/** An adapter that knows a connector. */
final class ApiWithSsh {
    static final String BREAKS = "only config and demo know a connector";

    private final PlantedSsh used;

    ApiWithSsh(PlantedSsh used) {
        this.used = used;
    }

    @Override
    public String toString() {
        return used.toString();
    }
}
