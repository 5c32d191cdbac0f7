package io.changeover.runbook.lint;

import java.util.Collection;
import java.util.List;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputOutput;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputParameter;
import org.jspecify.annotations.Nullable;

/**
 * Which steps may start the source again, so that a proof made before them is worthless. A start is on the target, unless
 * its input {@code site} says otherwise; where that is handed in from around the step, it is in doubt on the source.
 */
final class SourceStart {
    private static final String SITE = "site";
    private static final String TARGET = "target";

    private SourceStart() {}

    static boolean revives(RunbookSet set, FlowNode node, @Nullable Delegate step) {
        if (step == null || step.voidsProof()) {
            return step != null;
        }
        if (step.effect() != Delegate.Effect.START) {
            return false;
        }
        List<String> own = inputs(node);
        return own.isEmpty() ? isHandedIn(set) : !own.stream().allMatch(TARGET::equals);
    }

    private static List<String> inputs(BaseElement element) {
        if (element.getExtensionElements() == null) {
            return List.of();
        }
        return element.getExtensionElements().getElementsQuery().filterByType(CamundaInputOutput.class).list().stream()
                .map(CamundaInputOutput::getCamundaInputParameters)
                .flatMap(Collection::stream)
                .filter(input -> SITE.equals(input.getCamundaName()))
                .map(input -> input.getTextContent().trim())
                .toList();
    }

    /** Whether anything in the set but a step itself gives a value to the variable that steps take their site from. */
    private static boolean isHandedIn(RunbookSet set) {
        return set.files().stream().anyMatch(file -> {
            boolean calls = file.model().getModelElementsByType(CamundaIn.class).stream()
                    .anyMatch(in -> SITE.equals(in.getCamundaTarget())
                            && !"${'target'}".equals(in.getCamundaSourceExpression()));
            long all = file.model().getModelElementsByType(CamundaInputParameter.class).stream()
                    .filter(input -> SITE.equals(input.getCamundaName()))
                    .count();
            long steps = file.model().getModelElementsByType(ServiceTask.class).stream()
                    .mapToLong(task -> inputs(task).size())
                    .sum();
            return calls || all > steps;
        });
    }
}
