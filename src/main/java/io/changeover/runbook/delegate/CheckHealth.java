package io.changeover.runbook.delegate;

import io.changeover.application.OpenStep;
import io.changeover.application.StepKind;
import io.changeover.runbook.step.StepDelegate;
import org.springframework.stereotype.Component;

/** Asks the instances' checks. */
@Component
final class CheckHealth extends StepDelegate {
    CheckHealth(OpenStep openStep) {
        super(openStep, StepKind.CHECK_HEALTH);
    }
}
