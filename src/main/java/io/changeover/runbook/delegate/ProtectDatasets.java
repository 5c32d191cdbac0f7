package io.changeover.runbook.delegate;

import io.changeover.application.OpenStep;
import io.changeover.application.StepKind;
import io.changeover.runbook.step.StepDelegate;
import org.springframework.stereotype.Component;

/** Makes the site that does not serve follow the one that does. */
@Component
final class ProtectDatasets extends StepDelegate {
    ProtectDatasets(OpenStep openStep) {
        super(openStep, StepKind.PROTECT_DATASETS);
    }
}
