package io.changeover.runbook.lint;

import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.MultiInstanceLoopCharacteristics;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.jspecify.annotations.Nullable;

/** Ids that a person chose, no save points of its own: every step is one by itself, and no loop of any length. */
final class ElementRule implements Rule {
    /** What the modelling tools make up: a type and seven random signs, a UUID, or a running number. */
    private static final Pattern GENERATED = Pattern.compile(
            "[A-Za-z]+_[01][0-9a-z]{6}|sid-[0-9A-Fa-f-]{36}|(?:Process|StartEvent|EndEvent|Task|Activity|Gateway)_\\d+");

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final int MOST_TURNS = 2_000;
    private static final String MADE_UP = "the id was made up by a tool; give one that says what it is, found %s";

    @Override
    public void check(RunbookFile file, RunbookSet set, Consumer<Finding> findings) {
        for (Process process : file.processes()) {
            if (process.getId() != null && GENERATED.matcher(process.getId()).matches()) {
                findings.accept(file.finding(process, "GENERATED_ID", MADE_UP.formatted(process.getId())));
            }
        }
        for (FlowNode node : file.model().getModelElementsByType(FlowNode.class)) {
            if (node.getId() == null || GENERATED.matcher(node.getId()).matches()) {
                findings.accept(file.finding(node, "GENERATED_ID", MADE_UP.formatted(node.getId())));
            }
            savePoint(file, node, findings);
            loop(file, node, findings);
        }
    }

    private static void loop(RunbookFile file, FlowNode node, Consumer<Finding> findings) {
        if (node instanceof Activity activity
                && activity.getLoopCharacteristics() instanceof MultiInstanceLoopCharacteristics loop
                && loop.getLoopCardinality() != null) {
            String turns = loop.getLoopCardinality().getTextContent().strip();
            if (!NUMBER.matcher(turns).matches() || Integer.parseInt(turns) > MOST_TURNS) {
                String message =
                        "loopCardinality must be a number of at most %d, found %s".formatted(MOST_TURNS, turns);
                findings.accept(file.finding(node, "LOOP_SIZE", message));
            }
        }
    }

    private static void savePoint(RunbookFile file, FlowNode node, Consumer<Finding> findings) {
        boolean loop = node instanceof Activity activity
                && activity.getLoopCharacteristics() != null
                && asynchronous(activity.getLoopCharacteristics());
        boolean start = node instanceof StartEvent && !"true".equals(engine(node, "asyncAfter"));
        if (loop || asynchronous(node) && !start || "false".equals(engine(node, "exclusive"))) {
            String message =
                    "every step is a save point by itself; asyncBefore, asyncAfter and exclusive must not be set";
            findings.accept(file.finding(node, "SAVE_POINT", message));
        }
        if (node.getExtensionElements() != null
                && node.getExtensionElements().getDomElement().getChildElements().stream()
                        .anyMatch(child -> child.getLocalName().equals("failedJobRetryTimeCycle"))) {
            String message = "a step retries by itself within its time limit; failedJobRetryTimeCycle must not be set";
            findings.accept(file.finding(node, "RETRY", message));
        }
    }

    private static boolean asynchronous(BaseElement element) {
        return "true".equals(engine(element, "asyncBefore")) || "true".equals(engine(element, "asyncAfter"));
    }

    private static @Nullable String engine(BaseElement element, String attribute) {
        return element.getAttributeValueNs(BpmnModelConstants.CAMUNDA_NS, attribute);
    }
}
