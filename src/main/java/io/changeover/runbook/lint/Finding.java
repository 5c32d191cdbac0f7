package io.changeover.runbook.lint;

/**
 * One thing wrong with a runbook.
 *
 * @param file the file's name within the set that was checked
 * @param element the id of the BPMN element, or the name of its tag where it has no id
 * @param rule the rule's code, stable, in upper case
 * @param message what is wanted and what was found, one sentence
 */
public record Finding(String file, String element, String rule, String message) {
    @Override
    public String toString() {
        return file + ": " + element + ": " + rule + ": " + message;
    }
}
