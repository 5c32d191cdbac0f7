package io.changeover.runbook.delegate;

import io.changeover.application.OpenStep;
import io.changeover.application.StepKind;
import io.changeover.runbook.step.StepDelegate;
import org.springframework.stereotype.Component;

/** Makes sure that the site that was not chosen takes no writes. */
@Component
final class DemoteDatasets extends StepDelegate {
    DemoteDatasets(OpenStep openStep) {
        super(openStep, StepKind.DEMOTE_DATASETS);
    }
}
