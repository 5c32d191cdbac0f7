package io.changeover.runbook.delegate;

import io.changeover.application.OpenStep;
import io.changeover.application.StepKind;
import io.changeover.runbook.step.StepDelegate;
import org.springframework.stereotype.Component;

/** Stops and removes all that a drill may have left. */
@Component
final class CleanUpDrill extends StepDelegate {
    CleanUpDrill(OpenStep openStep) {
        super(openStep, StepKind.CLEAN_UP_DRILL);
    }
}
