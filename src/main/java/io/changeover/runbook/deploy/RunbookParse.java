package io.changeover.runbook.deploy;

import io.changeover.runbook.lint.CodeRules;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParser;

/** The engine's own reading of a diagram, with the code rules added to its errors: a file with any is not deployed. */
final class RunbookParse extends BpmnParse {
    private final CodeRules rules;

    RunbookParse(BpmnParser parser, CodeRules rules) {
        super(parser);
        this.rules = rules;
    }

    @Override
    protected void parseRootElement() {
        rules.check(
                new ElementNode(rootElement),
                (node, element, rule, message) -> addError(
                        "%s: %s: %s".formatted(element, rule, message), ((ElementNode) node).element(), element));
        if (!hasErrors()) {
            super.parseRootElement();
        }
    }
}
