package io.changeover.architecture.violations.application;

import io.changeover.architecture.violations.application.port.PlantedPort;
import io.changeover.architecture.violations.connector.spi.PlantedWord;
import io.changeover.architecture.violations.domain.plan.PlantedPlan;
import java.time.Clock;
import java.time.Instant;

/** Lawful: no rule may name it. */
public final class PlantedUseCase {
    private final PlantedPort port;
    private final Clock clock;

    public PlantedUseCase(PlantedPort port, Clock clock) {
        this.port = port;
        this.clock = clock;
    }

    public void run(PlantedWord word) {
        port.keep(new PlantedPlan(word, Instant.now(clock), new int[0]));
    }
}
