package io.changeover.architecture.violations.domain.plan;

import io.changeover.architecture.violations.connector.spi.PlantedWord;
import java.time.Instant;

/** Lawful: no rule may name it. */
public record PlantedPlan(PlantedWord word, Instant at, int[] sizes) {}
