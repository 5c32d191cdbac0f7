package io.changeover.runbook.delegate;

import io.changeover.application.OpenStep;
import io.changeover.application.StepKind;
import io.changeover.runbook.step.StepDelegate;
import org.springframework.stereotype.Component;

/** Reads everything that must be as it should before anything is stopped. */
@Component
final class CheckReadiness extends StepDelegate {
    CheckReadiness(OpenStep openStep) {
        super(openStep, StepKind.CHECK_READINESS);
    }
}
