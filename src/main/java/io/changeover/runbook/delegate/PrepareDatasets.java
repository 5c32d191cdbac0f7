package io.changeover.runbook.delegate;

import io.changeover.application.OpenStep;
import io.changeover.application.StepKind;
import io.changeover.runbook.step.StepDelegate;
import org.springframework.stereotype.Component;

/** Does ahead of the outage what shortens it. */
@Component
final class PrepareDatasets extends StepDelegate {
    PrepareDatasets(OpenStep openStep) {
        super(openStep, StepKind.PREPARE_DATASETS);
    }
}
