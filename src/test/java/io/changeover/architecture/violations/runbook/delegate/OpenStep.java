package io.changeover.architecture.violations.runbook.delegate;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/** A delegate that anyone may make. */
public final class OpenStep implements JavaDelegate {
    static final String BREAKS = "delegates are package-private";

    @Override
    public void execute(DelegateExecution execution) {}
}
