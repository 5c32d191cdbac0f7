package io.changeover.runbook.lint;

import java.util.List;
import java.util.Map;

/**
 * An XML element as the code rules see it. There are two sources: a file on its own, and what the engine has parsed and
 * is about to run; one rule set judges both, so that a difference between two XML readers cannot be used to pass.
 */
public interface XmlNode {
    /** The tag without prefix. */
    String name();

    /** The namespace's address, empty if there is none. */
    String namespace();

    /** All attributes; the key is the plain name, or {@code namespace:name} for one with a namespace. */
    Map<String, String> attributes();

    List<XmlNode> children();

    /** The text directly inside, trimmed. */
    String text();
}
