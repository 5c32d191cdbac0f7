package io.changeover.runbook.lint;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.camunda.bpm.model.bpmn.instance.ConditionalEventDefinition;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.UserTask;

/** A user task says what kind of question it asks; a condition compares and does nothing else. */
final class DecisionRule implements Rule {
    private static final List<String> KINDS =
            List.of("APPROVAL", "WINDOW", "FAILURE", "SITE", "PROTECTION", "DRILL", "MANUAL");

    @Override
    public void check(RunbookFile file, RunbookSet set, Consumer<Finding> findings) {
        for (UserTask task : file.model().getModelElementsByType(UserTask.class)) {
            Optional<String> kind = RunbookFile.property(task, "decision");
            if (kind.isEmpty() || !KINDS.contains(kind.get())) {
                String message = "a user task has the property decision, one of %s, found %s"
                        .formatted(KINDS, kind.orElse("none"));
                findings.accept(file.finding(task, "DECISION_KIND", message));
            }
        }
        for (SequenceFlow flow : file.model().getModelElementsByType(SequenceFlow.class)) {
            if (flow.getConditionExpression() != null) {
                String condition = flow.getConditionExpression().getTextContent();
                comparison(condition).ifPresent(text -> findings.accept(file.finding(flow, "CONDITION", text)));
            }
        }
        for (ConditionalEventDefinition event : file.model().getModelElementsByType(ConditionalEventDefinition.class)) {
            String condition =
                    event.getCondition() == null ? "" : event.getCondition().getTextContent();
            comparison(condition).ifPresent(text -> findings.accept(file.finding(event, "CONDITION", text)));
        }
    }

    private static Optional<String> comparison(String condition) {
        return Expressions.isComparison(condition)
                ? Optional.empty()
                : Optional.of("a condition compares variables and nothing more, found %s".formatted(condition.trim()));
    }
}
