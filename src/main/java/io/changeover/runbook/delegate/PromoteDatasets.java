package io.changeover.runbook.delegate;

import io.changeover.application.OpenStep;
import io.changeover.application.StepKind;
import io.changeover.runbook.step.StepDelegate;
import org.springframework.stereotype.Component;

/** Makes the target's datasets writable: the point of no return. */
@Component
final class PromoteDatasets extends StepDelegate {
    PromoteDatasets(OpenStep openStep) {
        super(openStep, StepKind.PROMOTE_DATASETS);
    }
}
