package io.changeover.runbook.step;

import io.changeover.application.OpenStep;
import io.changeover.application.StepKind;
import java.util.Optional;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;

/** A step whose operations come from the plan. */
public abstract class StepDelegate extends WaitingStep {
    private final OpenStep openStep;
    private final StepKind kind;

    protected StepDelegate(OpenStep openStep, StepKind kind) {
        this.openStep = openStep;
        this.kind = kind;
    }

    @Override
    protected final boolean open(OpenStep.Place place, ActivityExecution execution) {
        return openStep.open(place, kind, text(execution, "group"), text(execution, "site"));
    }

    private static Optional<String> text(ActivityExecution execution, String variable) {
        return Optional.ofNullable(execution.getVariable(variable)).map(Object::toString);
    }
}
