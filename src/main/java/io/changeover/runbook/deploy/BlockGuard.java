package io.changeover.runbook.deploy;

import io.changeover.application.RefusedException;
import io.changeover.domain.run.Blocker;
import io.changeover.runbook.lint.Delegate;
import io.changeover.runbook.lint.XmlNode;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.util.xml.Element;

/**
 * A block that changes a site runs only as a part of a runbook: its safety lies in what comes before it. Started on its
 * own, by whatever door, it is refused.
 */
final class BlockGuard extends AbstractBpmnParseListener {
    @Override
    public void parseProcess(Element element, ProcessDefinitionEntity definition) {
        XmlNode process = new ElementNode(element);
        if (!isRunbook(process) && changesSites(process)) {
            definition.addBuiltInListener(ExecutionListener.EVENTNAME_START, (ExecutionListener) BlockGuard::check);
        }
    }

    private static void check(DelegateExecution execution) {
        if (((ExecutionEntity) execution).getSuperExecution() == null) {
            String block = ((ExecutionEntity) execution).getProcessDefinition().getKey();
            throw new RefusedException(List.of(new Blocker(
                    "BLOCK_IS_NO_RUNBOOK", "%s is a block; start a runbook that calls it".formatted(block))));
        }
    }

    private static boolean isRunbook(XmlNode process) {
        return process.children().stream()
                .filter(child -> child.name().equals("extensionElements"))
                .flatMap(child -> child.children().stream())
                .filter(child -> child.name().equals("properties"))
                .flatMap(child -> child.children().stream())
                .anyMatch(property -> "runType".equals(property.attributes().get("name")));
    }

    private static boolean changesSites(XmlNode node) {
        boolean changes = node.attributes().entrySet().stream()
                .filter(attribute -> attribute.getKey().endsWith(":delegateExpression"))
                .flatMap(attribute -> Delegate.ofExpression(attribute.getValue()).stream())
                .anyMatch(delegate -> delegate.effect() != Delegate.Effect.NONE);
        return changes || node.children().stream().anyMatch(BlockGuard::changesSites);
    }
}
