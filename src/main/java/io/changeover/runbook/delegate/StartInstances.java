package io.changeover.runbook.delegate;

import io.changeover.application.OpenStep;
import io.changeover.application.StepKind;
import io.changeover.runbook.step.StepDelegate;
import org.springframework.stereotype.Component;

/** Starts instances at the target. */
@Component
final class StartInstances extends StepDelegate {
    StartInstances(OpenStep openStep) {
        super(openStep, StepKind.START_INSTANCES);
    }
}
