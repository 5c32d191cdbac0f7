package io.changeover.application.port;

import io.changeover.domain.run.FreeStep;
import java.util.Optional;

/** Keeps what the diagram said of steps that describe themselves. Takes part in the caller's transaction. Thread-safe. */
public interface FreeSteps {
    /** Writes what was drawn for a step that was written before. */
    void insert(String step, FreeStep drawn);

    /** What was drawn for a step; empty for one that comes from the plan. It never changes. */
    Optional<FreeStep> find(String step);
}
