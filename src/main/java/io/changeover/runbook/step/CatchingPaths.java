package io.changeover.runbook.step;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.Error;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** Knows which service tasks have an error path of their own in the diagram. Thread-safe; definitions never change. */
final class CatchingPaths {
    private final RepositoryService repository;
    private final Map<String, Boolean> known = new ConcurrentHashMap<>();

    CatchingPaths(RepositoryService repository) {
        this.repository = repository;
    }

    /** Whether the activity, or an embedded sub process around it, has a boundary event for STEP_FAILED. */
    boolean exists(String definition, String activity) {
        return known.computeIfAbsent(definition + "/" + activity, key -> look(definition, activity));
    }

    private boolean look(String definition, String activity) {
        BpmnModelInstance model = repository.getBpmnModelInstance(definition);
        ModelElementInstance element = model.getModelElementById(activity);
        while (element instanceof FlowNode node) {
            String id = node.getId();
            boolean caught = model.getModelElementsByType(BoundaryEvent.class).stream()
                    .filter(event -> event.getAttachedTo().getId().equals(id))
                    .anyMatch(CatchingPaths::catchesStepFailed);
            if (caught) {
                return true;
            }
            element = element.getParentElement();
        }
        return false;
    }

    private static boolean catchesStepFailed(BoundaryEvent event) {
        return event.getEventDefinitions().stream()
                .filter(ErrorEventDefinition.class::isInstance)
                .map(definition -> ((ErrorEventDefinition) definition).getError())
                .anyMatch(CatchingPaths::isStepFailed);
    }

    private static boolean isStepFailed(@org.jspecify.annotations.Nullable Error error) {
        return error == null || StepDelegate.STEP_FAILED.equals(error.getErrorCode());
    }
}
