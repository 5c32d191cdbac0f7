package io.changeover.runbook.lint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** An element of a parsed file. */
record DomNode(Element element) implements XmlNode {
    @Override
    public String name() {
        return element.getLocalName();
    }

    @Override
    public String namespace() {
        return element.getNamespaceURI() == null ? "" : element.getNamespaceURI();
    }

    @Override
    public Map<String, String> attributes() {
        Map<String, String> found = new LinkedHashMap<>();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Node attribute = element.getAttributes().item(i);
            String space = attribute.getNamespaceURI();
            if (!"http://www.w3.org/2000/xmlns/".equals(space)) {
                String prefix = space == null || space.isEmpty() ? "" : space + ":";
                found.put(prefix + attribute.getLocalName(), attribute.getNodeValue());
            }
        }
        return found;
    }

    @Override
    public List<XmlNode> children() {
        List<XmlNode> found = new ArrayList<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                found.add(new DomNode(inner));
            }
        }
        return found;
    }

    @Override
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child.getNodeType() == Node.TEXT_NODE || child.getNodeType() == Node.CDATA_SECTION_NODE) {
                text.append(child.getNodeValue());
            }
        }
        return text.toString().trim();
    }
}
