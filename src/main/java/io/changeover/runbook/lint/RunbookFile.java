package io.changeover.runbook.lint;

import java.io.ByteArrayInputStream;
import java.util.Collection;
import java.util.Optional;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** One file that could be read as BPMN. */
record RunbookFile(String name, BpmnModelInstance model) {
    static RunbookFile read(String name, byte[] content) {
        return new RunbookFile(name, Bpmn.readModelFromStream(new ByteArrayInputStream(content)));
    }

    Collection<Process> processes() {
        return model.getModelElementsByType(Process.class);
    }

    XmlNode root() {
        Element root = ((Document) model.getDocument().getDomSource().getNode()).getDocumentElement();
        return new DomNode(root);
    }

    Finding finding(BaseElement element, String rule, String message) {
        String id = element.getId();
        return new Finding(name, id == null ? element.getElementType().getTypeName() : id, rule, message);
    }

    /** The value of an entry of {@code camunda:properties}. */
    static Optional<String> property(BaseElement element, String name) {
        return Extensions.property(element, name);
    }
}
