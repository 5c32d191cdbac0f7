package io.changeover.architecture.violations.domain.run;

import io.changeover.architecture.violations.application.PlantedUseCase;

/** A run that knows a use case. */
final class RunWithUseCase {
    static final String BREAKS = "the domain uses only the JDK and the SPI; rooms form no cycles";

    private final PlantedUseCase used;

    RunWithUseCase(PlantedUseCase used) {
        this.used = used;
    }

    @Override
    public String toString() {
        return used.toString();
    }
}
