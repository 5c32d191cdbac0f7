package io.changeover.runbook.delegate;

import io.changeover.application.OpenStep;
import io.changeover.application.StepKind;
import io.changeover.runbook.step.StepDelegate;
import org.springframework.stereotype.Component;

/** Sends real requests through the routes. */
@Component
final class VerifyTraffic extends StepDelegate {
    VerifyTraffic(OpenStep openStep) {
        super(openStep, StepKind.VERIFY_TRAFFIC);
    }
}
