package io.changeover.runbook.gate;

import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.camunda.bpm.engine.impl.task.TaskDecorator;

/**
 * A user task that asks for an approval, once for each person who must give it. It is put into every diagram, so that
 * none can be drawn in which fewer are enough, and it is passed by every door alike.
 */
final class ApprovalBehavior extends UserTaskActivityBehavior {
    private final Supplier<DecisionGate> gate;

    ApprovalBehavior(TaskDecorator decorator, Supplier<DecisionGate> gate) {
        super(decorator);
        this.gate = gate;
    }

    @Override
    public void signal(ActivityExecution execution, String signalName, Object signalData) throws Exception {
        if (gate.get().wantsMore(String.valueOf(execution.getVariable("runId")))) {
            performExecution(execution);
        } else {
            super.signal(execution, signalName, signalData);
        }
    }
}
