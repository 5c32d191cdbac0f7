package io.changeover.runbook.delegate;

import io.changeover.application.OpenStep;
import io.changeover.application.StepKind;
import io.changeover.runbook.step.StepDelegate;
import org.springframework.stereotype.Component;

/** Points routes to the target. */
@Component
final class SwitchRoutes extends StepDelegate {
    SwitchRoutes(OpenStep openStep) {
        super(openStep, StepKind.SWITCH_ROUTES);
    }
}
