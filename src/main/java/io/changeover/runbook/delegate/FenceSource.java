package io.changeover.runbook.delegate;

import io.changeover.application.OpenStep;
import io.changeover.application.StepKind;
import io.changeover.runbook.step.StepDelegate;
import org.springframework.stereotype.Component;

/** Makes sure that a source which may be lost takes no writes. */
@Component
final class FenceSource extends StepDelegate {
    FenceSource(OpenStep openStep) {
        super(openStep, StepKind.FENCE_SOURCE);
    }
}
