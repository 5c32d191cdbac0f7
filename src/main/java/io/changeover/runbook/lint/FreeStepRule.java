package io.changeover.runbook.lint;

import io.changeover.connector.spi.Descriptor;
import io.changeover.domain.run.FreeStep;
import io.changeover.domain.run.FreeStepRules;
import java.util.Collection;
import java.util.function.Consumer;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;

/** A step that describes itself names a connector, what it is to do, and settings that this connector takes. */
final class FreeStepRule implements Rule {
    private final FreeStepRules rules;

    FreeStepRule(Collection<Descriptor> connectors) {
        this.rules = new FreeStepRules(connectors);
    }

    @Override
    public void check(RunbookFile file, RunbookSet set, Consumer<Finding> findings) {
        for (ServiceTask task : file.model().getModelElementsByType(ServiceTask.class)) {
            if (Delegate.RUN_CONNECTOR.expression().equals(task.getCamundaDelegateExpression())) {
                rules.mistakes(new FreeStep(DrawnProperties.of(task)))
                        .forEach(mistake -> findings.accept(file.finding(task, "FREE_STEP", mistake)));
            }
        }
    }
}
