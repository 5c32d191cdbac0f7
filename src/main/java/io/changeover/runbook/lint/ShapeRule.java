package io.changeover.runbook.lint;

import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;

/** All that runs can be seen: every node has a shape and every flow a line in the diagram. */
final class ShapeRule implements Rule {
    @Override
    public void check(RunbookFile file, RunbookSet set, Consumer<Finding> findings) {
        Set<Object> shapes = file.model().getModelElementsByType(BpmnShape.class).stream()
                .map(BpmnShape::getBpmnElement)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Set<Object> edges = file.model().getModelElementsByType(BpmnEdge.class).stream()
                .map(BpmnEdge::getBpmnElement)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        for (FlowNode node : file.model().getModelElementsByType(FlowNode.class)) {
            if (!shapes.contains(node)) {
                findings.accept(file.finding(node, "NO_SHAPE", "the element runs but has no shape in the diagram"));
            }
        }
        for (SequenceFlow flow : file.model().getModelElementsByType(SequenceFlow.class)) {
            if (!edges.contains(flow)) {
                findings.accept(file.finding(flow, "NO_SHAPE", "the flow is taken but has no line in the diagram"));
            }
        }
    }
}
