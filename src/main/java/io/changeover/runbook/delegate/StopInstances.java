package io.changeover.runbook.delegate;

import io.changeover.application.OpenStep;
import io.changeover.application.StepKind;
import io.changeover.runbook.step.StepDelegate;
import org.springframework.stereotype.Component;

/** Stops instances at the source. */
@Component
final class StopInstances extends StepDelegate {
    StopInstances(OpenStep openStep) {
        super(openStep, StepKind.STOP_INSTANCES);
    }
}
