package io.changeover.runbook.delegate;

import io.changeover.application.OpenStep;
import io.changeover.application.StepKind;
import io.changeover.runbook.step.StepDelegate;
import org.springframework.stereotype.Component;

/** Sends the final delta. */
@Component
final class SyncDatasets extends StepDelegate {
    SyncDatasets(OpenStep openStep) {
        super(openStep, StepKind.SYNC_DATASETS);
    }
}
