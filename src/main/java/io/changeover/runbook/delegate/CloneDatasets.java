package io.changeover.runbook.delegate;

import io.changeover.application.OpenStep;
import io.changeover.application.StepKind;
import io.changeover.runbook.step.StepDelegate;
import org.springframework.stereotype.Component;

/** Makes writable copies of the standby side, apart from production. */
@Component
final class CloneDatasets extends StepDelegate {
    CloneDatasets(OpenStep openStep) {
        super(openStep, StepKind.CLONE_DATASETS);
    }
}
