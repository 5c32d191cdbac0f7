package io.changeover.architecture.violations.runbook.delegate;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/** Lawful: no rule may name it. */
final class PlantedStep implements JavaDelegate {
    @Override
    public void execute(DelegateExecution execution) {}
}
