package io.changeover.architecture.violations.connector.command;

import io.changeover.architecture.violations.application.PlantedUseCase;

/** A connector that knows the application. */
final class CommandForUseCases {
    static final String BREAKS = "connectors use the SPI and no one else of the house";

    private final PlantedUseCase used;

    CommandForUseCases(PlantedUseCase used) {
        this.used = used;
    }

    @Override
    public String toString() {
        return used.toString();
    }
}
