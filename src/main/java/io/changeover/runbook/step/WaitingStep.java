package io.changeover.runbook.step;

import io.changeover.application.OpenStep;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.impl.bpmn.behavior.AbstractBpmnActivityBehavior;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;

/**
 * A service task that waits. On arrival the step and its operations are written in the engine's transaction; the token
 * stays until the worker signals that they have ended. So every service task is a save point by itself.
 */
public abstract class WaitingStep extends AbstractBpmnActivityBehavior {
    /** The signal for a failure that the diagram has a path for; the data is the message. */
    public static final String FAILED = "failed";
    /** The signal for a source that is lost; the data is the reason. */
    public static final String LOST = "lost";
    /** The code of the error that a path for that catches. */
    public static final String GO_UNPLANNED = "GO_UNPLANNED";
    /** The code of the error that a path for a failure catches. */
    public static final String STEP_FAILED = "STEP_FAILED";

    /**
     * Writes the step and its operations, in the engine's transaction.
     *
     * @return false if there is nothing to do, so that the token may go on at once
     */
    protected abstract boolean open(OpenStep.Place place, ActivityExecution execution);

    @Override
    public final void execute(ActivityExecution execution) {
        ExecutionEntity token = (ExecutionEntity) execution;
        OpenStep.Place place = new OpenStep.Place(
                token.getRootProcessInstanceId(),
                token.getId(),
                token.getProcessDefinition().getKey(),
                token.getCurrentActivityId(),
                Optional.ofNullable(token.getCurrentActivityName()).orElse(token.getCurrentActivityId()));
        if (!open(place, execution)) {
            leave(execution);
        }
    }

    @Override
    public final void signal(ActivityExecution execution, String signal, Object data) {
        if (FAILED.equals(signal)) {
            throw new BpmnError(STEP_FAILED, String.valueOf(data));
        }
        if (LOST.equals(signal)) {
            throw new BpmnError(GO_UNPLANNED, String.valueOf(data));
        }
        leave(execution);
    }
}
