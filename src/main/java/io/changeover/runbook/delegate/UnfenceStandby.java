package io.changeover.runbook.delegate;

import io.changeover.application.OpenStep;
import io.changeover.application.StepKind;
import io.changeover.runbook.step.StepDelegate;
import org.springframework.stereotype.Component;

/** Releases the site that does not serve from what fenced it. */
@Component
final class UnfenceStandby extends StepDelegate {
    UnfenceStandby(OpenStep openStep) {
        super(openStep, StepKind.UNFENCE_STANDBY);
    }
}
