package io.changeover.application;

import java.util.Objects;

/**
 * One thing wrong with a runbook.
 *
 * @param file the file's name within the set that was judged
 * @param element the id of the element in the diagram, or the name of its tag where it has no id
 * @param rule the rule's code, stable, in upper case
 * @param message what is wanted and what was found, one sentence
 */
public record RunbookFinding(String file, String element, String rule, String message) {
    public RunbookFinding {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(element, "element");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(message, "message");
    }
}
