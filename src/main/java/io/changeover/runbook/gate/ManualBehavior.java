package io.changeover.runbook.gate;

import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.camunda.bpm.engine.impl.task.TaskDecorator;

/** A step that a person does by hand. A dry run passes it by, as it changes nothing and nobody is to do anything. */
final class ManualBehavior extends UserTaskActivityBehavior {
    ManualBehavior(TaskDecorator decorator) {
        super(decorator);
    }

    @Override
    public void performExecution(ActivityExecution execution) throws Exception {
        if (Boolean.TRUE.equals(execution.getVariable("dryRun"))) {
            leave(execution);
        } else {
            super.performExecution(execution);
        }
    }
}
