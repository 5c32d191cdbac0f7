package io.changeover.runbook.delegate;

import io.changeover.application.OpenStep;
import io.changeover.application.StepKind;
import io.changeover.runbook.step.StepDelegate;
import org.springframework.stereotype.Component;

/** Asks from several places whether the source is lost, and the target what would be lost with it. */
@Component
final class GatherEvidence extends StepDelegate {
    GatherEvidence(OpenStep openStep) {
        super(openStep, StepKind.GATHER_EVIDENCE);
    }
}
