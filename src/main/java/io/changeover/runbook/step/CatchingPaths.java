package io.changeover.runbook.step;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.Error;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.jspecify.annotations.Nullable;

/** Knows which service tasks have an error path of their own in the diagram. Thread-safe; definitions never change. */
public final class CatchingPaths {
    private final RepositoryService repository;
    private final Map<String, Boolean> known = new ConcurrentHashMap<>();

    /** Of the definitions that are deployed there. */
    public CatchingPaths(RepositoryService repository) {
        this.repository = repository;
    }

    /** Whether the activity, or an embedded sub process around it, has a boundary event for STEP_FAILED. */
    public boolean exists(String definition, String activity) {
        return known.computeIfAbsent(
                definition + "/" + activity, key -> look(definition, activity, CatchingPaths::isStepFailed));
    }

    /** Whether the activity, or an embedded sub process around it, has a boundary event for GO_UNPLANNED itself. */
    public boolean catchLossOfSource(String definition, String activity) {
        return known.computeIfAbsent(
                definition + "/" + activity + "/lost",
                key -> look(definition, activity, CatchingPaths::isLossOfSource));
    }

    private boolean look(String definition, String activity, Predicate<@Nullable Error> wanted) {
        BpmnModelInstance model = repository.getBpmnModelInstance(definition);
        ModelElementInstance element = model.getModelElementById(activity);
        while (element instanceof FlowNode node) {
            String id = node.getId();
            boolean caught = model.getModelElementsByType(BoundaryEvent.class).stream()
                    .filter(event -> event.getAttachedTo().getId().equals(id))
                    .anyMatch(event -> catches(event, wanted));
            if (caught) {
                return true;
            }
            element = element.getParentElement();
        }
        return false;
    }

    private static boolean catches(BoundaryEvent event, Predicate<@Nullable Error> wanted) {
        return event.getEventDefinitions().stream()
                .filter(ErrorEventDefinition.class::isInstance)
                .map(definition -> ((ErrorEventDefinition) definition).getError())
                .anyMatch(wanted);
    }

    private static boolean isStepFailed(@Nullable Error error) {
        return error == null || StepDelegate.STEP_FAILED.equals(error.getErrorCode());
    }

    private static boolean isLossOfSource(@Nullable Error error) {
        return error != null && StepDelegate.GO_UNPLANNED.equals(error.getErrorCode());
    }
}
