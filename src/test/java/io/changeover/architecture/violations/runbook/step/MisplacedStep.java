package io.changeover.architecture.violations.runbook.step;

/** A delegate outside the delegates' package. */
final class MisplacedStep extends PlantedBase {
    static final String BREAKS = "delegates live in runbook.delegate";
}
