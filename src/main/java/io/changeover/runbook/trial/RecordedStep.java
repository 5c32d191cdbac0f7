package io.changeover.runbook.trial;

import io.changeover.runbook.step.StepDelegate;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.impl.bpmn.behavior.AbstractBpmnActivityBehavior;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;

/** Stands in for a step: waits as real ones do, touches nothing, and goes the way that it is told. */
final class RecordedStep extends AbstractBpmnActivityBehavior {
    @Override
    public void execute(ActivityExecution execution) {
        // waits for its signal
    }

    @Override
    public void signal(ActivityExecution execution, String signal, Object message) {
        if (StepDelegate.FAILED.equals(signal)) {
            throw new BpmnError(StepDelegate.STEP_FAILED, String.valueOf(message));
        }
        if (StepDelegate.LOST.equals(signal)) {
            throw new BpmnError(StepDelegate.GO_UNPLANNED, String.valueOf(message));
        }
        leave(execution);
    }
}
