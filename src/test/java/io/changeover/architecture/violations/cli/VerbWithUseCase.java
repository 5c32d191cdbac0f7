package io.changeover.architecture.violations.cli;

import io.changeover.architecture.violations.application.PlantedUseCase;

/** A verb that reaches into the server. */
final class VerbWithUseCase {
    static final String BREAKS = "the command line knows the API model only";

    private final PlantedUseCase used;

    VerbWithUseCase(PlantedUseCase used) {
        this.used = used;
    }

    @Override
    public String toString() {
        return used.toString();
    }
}
