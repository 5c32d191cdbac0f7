package io.changeover.runbook.lint;

import io.changeover.domain.run.FreeStep;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.Association;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.CancelEventDefinition;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.EventDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.LinkEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.ThrowEvent;
import org.jspecify.annotations.Nullable;

/**
 * Unfolds a process into a graph. In doubt it adds a way rather than leaving one out: a way too many refuses a diagram
 * that can be drawn more plainly, a way too few lets a dangerous one pass.
 */
final class GraphBuilder {
    /** The way into an element, the way out, and the first place after all those inside it. */
    private record Ports(int in, int out, int end) {}

    private final RunbookSet set;
    private final FlowGraph graph = new FlowGraph();
    private final Deque<String> calls = new ArrayDeque<>();

    private GraphBuilder(RunbookSet set) {
        this.set = set;
    }

    /**
     * The graph of one process and of all that it calls.
     *
     * @throws FlowGraph.TooLarge if that is more than can be judged
     */
    static FlowGraph of(RunbookSet set, RunbookSet.Member root) {
        GraphBuilder builder = new GraphBuilder(set);
        int entry = builder.graph.add(
                new FlowGraph.Place(root.file().name(), root.process().getId(), "", null, false));
        int exit = builder.graph.add(
                new FlowGraph.Place(root.file().name(), root.process().getId(), "", null, false));
        builder.graph.start(entry);
        builder.graph.end(exit);
        builder.called(root, entry, exit);
        return builder.graph;
    }

    private void called(RunbookSet.Member member, int entry, int exit) {
        calls.push(member.process().getId());
        scope(member.file(), member.process().getFlowElements(), entry, exit);
        calls.pop();
    }

    private void scope(RunbookFile file, Collection<FlowElement> elements, int entry, int exit) {
        int first = graph.size();
        List<SequenceFlow> flows = elements.stream()
                .filter(SequenceFlow.class::isInstance)
                .map(SequenceFlow.class::cast)
                .toList();
        Map<FlowNode, Ports> ports = new LinkedHashMap<>();
        for (FlowElement element : elements) {
            if (element instanceof FlowNode node) {
                ports.put(node, element(file, node, flows));
            }
        }
        int last = graph.size();
        ports.forEach((node, own) -> {
            entries(node, own, ports, entry, exit);
            if (node instanceof SubProcess inner && inner.triggeredByEvent()) {
                for (int place = first; place < last; place++) {
                    graph.connect(place, own.in());
                }
                if (!Forks.interrupts(inner)) {
                    graph.fork(Forks.beside(entry, own.in(), entry, exit));
                }
            }
            exits(node, own, ports, flows, exit);
        });
        compensations(file, ports);
    }

    private Ports element(RunbookFile file, FlowNode node, List<SequenceFlow> flows) {
        @Nullable Delegate step = step(node).orElse(null);
        boolean join = node instanceof ParallelGateway
                && flows.stream().filter(flow -> node.equals(flow.getTarget())).count() > 1;
        String name = node.getName() == null || node.getName().isBlank() ? node.getId() : node.getName();
        String shown = name.replaceAll("\\s+", " ");
        int in = graph.add(new FlowGraph.Place(file.name(), node.getId(), shown, step, join));
        int out = graph.add(new FlowGraph.Place(file.name(), node.getId(), shown, null, false));
        if (node instanceof SubProcess inner) {
            scope(file, inner.getFlowElements(), in, out);
        } else if (node instanceof CallActivity call) {
            Optional<RunbookSet.Member> member = set.process(String.valueOf(call.getCalledElement()));
            boolean known = member.isPresent() && !calls.contains(call.getCalledElement());
            if (known) {
                called(member.get(), in, out);
            } else {
                graph.connect(in, out);
            }
        } else {
            graph.connect(in, out, step, SourceStart.revives(set, node, step));
        }
        if (node instanceof Activity activity && activity.getLoopCharacteristics() != null) {
            graph.connect(in, out); // a loop over nothing runs zero times
            graph.connect(out, in);
            Forks.ofLoop(activity, in, out).ifPresent(graph::fork);
        }
        return new Ports(in, out, graph.size());
    }

    private void entries(FlowNode node, Ports own, Map<FlowNode, Ports> ports, int entry, int exit) {
        if (node instanceof StartEvent) {
            graph.connect(entry, own.in());
        } else if (node instanceof SubProcess inner && inner.triggeredByEvent()) {
            graph.connect(entry, own.in());
        } else if (node instanceof BoundaryEvent boundary && ports.containsKey(boundary.getAttachedTo())) {
            Ports host = ports.get(boundary.getAttachedTo());
            graph.connect(host.in(), own.in());
            for (int inside = host.out() + 1; inside < host.end(); inside++) {
                graph.connect(inside, own.in());
            }
            Delegate attached = step(boundary.getAttachedTo()).orElse(null);
            if (SourceStart.revives(set, boundary.getAttachedTo(), attached)) {
                graph.connect(host.in(), own.in(), Delegate.UNDO_CHANGES);
            }
            if (!boundary.cancelActivity()) {
                graph.fork(Forks.beside(host.in(), own.out(), host.out(), exit));
            }
        }
    }

    /** Ways are read from the flows alone: what an element says about its flows is decoration to the engine. */
    private void exits(FlowNode node, Ports own, Map<FlowNode, Ports> ports, List<SequenceFlow> flows, int exit) {
        List<Ports> targets = flows.stream()
                .filter(flow -> node.equals(flow.getSource()))
                .map(flow -> ports.get(flow.getTarget()))
                .filter(Objects::nonNull)
                .toList();
        targets.forEach(target -> graph.connect(own.out(), target.in()));
        if (targets.size() > 1 && Forks.divides(node)) {
            List<FlowGraph.Branch> branches = targets.stream()
                    .map(target -> new FlowGraph.Branch(target.in(), true))
                    .toList();
            graph.fork(new FlowGraph.Fork(own.out(), branches, exit));
        }
        Optional<String> link = node instanceof ThrowEvent event ? link(event.getEventDefinitions()) : Optional.empty();
        if (link.isPresent()) {
            ports.forEach((other, target) -> {
                if (other instanceof CatchEvent event && link.equals(link(event.getEventDefinitions()))) {
                    graph.connect(own.out(), target.in());
                }
            });
        } else if (targets.isEmpty() && !leavesByError(node)) {
            graph.connect(own.out(), exit);
        }
    }

    private void compensations(RunbookFile file, Map<FlowNode, Ports> ports) {
        for (Association association : file.model().getModelElementsByType(Association.class)) {
            Ports source = association.getSource() instanceof BoundaryEvent event ? ports.get(event) : null;
            Ports target = association.getTarget() instanceof Activity activity ? ports.get(activity) : null;
            if (source != null && target != null) {
                graph.connect(source.out(), target.in());
            }
        }
    }

    private static Optional<Delegate> step(FlowNode node) {
        return node instanceof ServiceTask task && task.getCamundaDelegateExpression() != null
                ? Delegate.ofExpression(task.getCamundaDelegateExpression()).map(step -> judged(step, task))
                : Optional.empty();
    }

    /** A step that describes itself does what the step of the plan does that has the same operation. */
    private static Delegate judged(Delegate step, ServiceTask task) {
        if (step != Delegate.RUN_CONNECTOR) {
            return step;
        }
        return switch (new FreeStep(DrawnProperties.of(task)).operation()) {
            case SWITCH -> Delegate.SWITCH_ROUTES;
            case SYNC -> Delegate.SYNC_DATASETS;
            case PREPARE -> Delegate.PREPARE_DATASETS;
            default -> step;
        };
    }

    private static Optional<String> link(Collection<EventDefinition> definitions) {
        return definitions.stream()
                .filter(LinkEventDefinition.class::isInstance)
                .map(definition -> String.valueOf(((LinkEventDefinition) definition).getName()))
                .findFirst();
    }

    /** An error or a cancellation goes to a boundary event, which has its own ways, or to nobody. */
    private static boolean leavesByError(FlowNode node) {
        return node instanceof EndEvent end
                && end.getEventDefinitions().stream()
                        .anyMatch(event ->
                                event instanceof ErrorEventDefinition || event instanceof CancelEventDefinition);
    }
}
