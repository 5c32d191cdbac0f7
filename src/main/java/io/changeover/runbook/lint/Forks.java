package io.changeover.runbook.lint;

import io.changeover.runbook.lint.FlowGraph.Branch;
import io.changeover.runbook.lint.FlowGraph.Fork;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.InclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.MultiInstanceLoopCharacteristics;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;

/** Where a diagram makes several tokens of one. */
final class Forks {
    private Forks() {}

    /** Whether several flows out of an element may be taken at once. */
    static boolean divides(FlowNode node) {
        return !(node instanceof Gateway) || node instanceof ParallelGateway || node instanceof InclusiveGateway;
    }

    /** A loop whose turns are all under way at once. */
    static Optional<Fork> ofLoop(Activity activity, int in, int out) {
        return activity.getLoopCharacteristics() instanceof MultiInstanceLoopCharacteristics loop
                        && !loop.isSequential()
                ? Optional.of(new Fork(in, List.of(new Branch(in, true)), out))
                : Optional.empty();
    }

    /** An event that interrupts nothing: what it begins runs beside what goes on. */
    static Fork beside(int at, int event, int main, int exit) {
        return new Fork(at, List.of(new Branch(event, true), new Branch(main, false)), exit);
    }

    /** Whether an event subprocess takes the place of what is around it. */
    static boolean interrupts(SubProcess event) {
        return event.getFlowElements().stream()
                .filter(StartEvent.class::isInstance)
                .map(StartEvent.class::cast)
                .allMatch(StartEvent::isInterrupting);
    }
}
