package io.changeover.runbook.lint;

import java.util.LinkedHashMap;
import java.util.Map;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;

/** The extension properties of an element, as they are drawn: the engine evaluates none of them. */
public final class DrawnProperties {
    private DrawnProperties() {}

    /** Names and values in their order; of two of the same name the first one counts. */
    public static Map<String, String> of(BaseElement element) {
        Map<String, String> found = new LinkedHashMap<>();
        if (element.getExtensionElements() == null) {
            return found;
        }
        element.getExtensionElements().getElementsQuery().filterByType(CamundaProperties.class).list().stream()
                .flatMap(properties -> properties.getCamundaProperties().stream())
                .filter(property -> property.getCamundaName() != null && property.getCamundaValue() != null)
                .forEach(property -> found.putIfAbsent(property.getCamundaName(), property.getCamundaValue()));
        return found;
    }
}
