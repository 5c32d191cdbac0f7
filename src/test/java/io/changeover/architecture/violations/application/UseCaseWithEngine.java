package io.changeover.architecture.violations.application;

import org.camunda.bpm.engine.RuntimeService;

/** A use case that knows the engine. */
final class UseCaseWithEngine {
    static final String BREAKS = "only runbook and config use the engine";

    private final RuntimeService used;

    UseCaseWithEngine(RuntimeService used) {
        this.used = used;
    }

    @Override
    public String toString() {
        return used.toString();
    }
}
