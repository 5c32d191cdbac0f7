package io.changeover.runbook.delegate;

import io.changeover.application.OpenFreeStep;
import io.changeover.application.OpenStep;
import io.changeover.domain.run.FreeStep;
import io.changeover.runbook.lint.DrawnProperties;
import io.changeover.runbook.step.WaitingStep;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.springframework.stereotype.Component;

/** Has a connector carry out one operation that the diagram describes. */
@Component
final class RunConnector extends WaitingStep {
    private final OpenFreeStep openFreeStep;

    RunConnector(OpenFreeStep openFreeStep) {
        this.openFreeStep = openFreeStep;
    }

    @Override
    protected boolean open(OpenStep.Place place, ActivityExecution execution) {
        return openFreeStep.open(place, new FreeStep(DrawnProperties.of(execution.getBpmnModelElementInstance())));
    }
}
