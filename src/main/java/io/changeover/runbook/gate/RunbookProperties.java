package io.changeover.runbook.gate;

import java.util.Optional;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.util.xml.Element;

/** Reads the {@code camunda:property} entries of an element while a diagram is parsed. */
final class RunbookProperties {
    /** On a process: what the runbook does to a plan; a process without it is a block. */
    static final String RUN_TYPE = "runType";
    /** On a user task: what kind of decision it asks for. */
    static final String DECISION = "decision";
    /** On an end event of a runbook: how the run went. */
    static final String OUTCOME = "outcome";

    private RunbookProperties() {}

    static Optional<String> find(Element element, String name) {
        return Optional.ofNullable(element.element("extensionElements"))
                .map(extensions -> extensions.elementNS(BpmnParse.CAMUNDA_BPMN_EXTENSIONS_NS, "properties"))
                .flatMap(properties -> properties.elementsNS(BpmnParse.CAMUNDA_BPMN_EXTENSIONS_NS, "property").stream()
                        .filter(property -> name.equals(property.attribute("name")))
                        .map(property -> property.attribute("value"))
                        .findFirst());
    }
}
