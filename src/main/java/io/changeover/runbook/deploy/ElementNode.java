package io.changeover.runbook.deploy;

import io.changeover.runbook.lint.XmlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.util.xml.Element;

/** An element as the engine has parsed it: what is judged is what would run. */
record ElementNode(Element element) implements XmlNode {
    @Override
    public String name() {
        return element.getTagName();
    }

    @Override
    public String namespace() {
        return element.getUri() == null ? "" : element.getUri();
    }

    @Override
    public Map<String, String> attributes() {
        Map<String, String> found = new LinkedHashMap<>();
        element.attributes().forEach(key -> found.put(key, element.attribute(key)));
        return found;
    }

    @Override
    public List<XmlNode> children() {
        return element.elements().stream()
                .map(inner -> (XmlNode) new ElementNode(inner))
                .toList();
    }

    @Override
    public String text() {
        return element.getText() == null ? "" : element.getText().trim();
    }
}
