package io.changeover.dashboard;

import io.changeover.application.port.Diagrams.Diagram;
import io.changeover.application.port.Diagrams.Stay;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.StepRecord;
import io.changeover.domain.run.StepState;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the elements of a run's diagrams stand: what the engine's history says of its tokens and, for service tasks, what
 * the steps say, which knows more.
 */
final class DiagramMarks {
    private static final Set<String> WAITING = Set.of("userTask", "receiveTask", "intermediateTimer");
    private static final List<String> WORST_FIRST = List.of("deciding", "waiting", "running");

    private final Map<String, Map<String, RunMarks.Mark>> marks = new LinkedHashMap<>();

    private DiagramMarks() {}

    static RunMarks of(Run run, List<Diagram> diagrams, List<Stay> stays, List<StepRecord> steps) {
        DiagramMarks all = new DiagramMarks();
        stays.forEach(stay -> all.add(stay, run.open()));
        steps.forEach(step -> all.add(step, run.open()));
        for (int i = diagrams.size() - 1; i >= 0; i--) { // the innermost first
            Diagram diagram = diagrams.get(i);
            diagram.calls().forEach((element, called) -> all.lift(diagram, element, called));
        }
        return new RunMarks(
                diagrams.stream()
                        .map(one -> new RunMarks.Board(one.process(), one.name(), one.calls()))
                        .toList(),
                all.marks);
    }

    private void add(Stay stay, boolean open) {
        boolean token = stay.left().isEmpty() && open;
        RunMarks.Mark before = of(stay.process()).get(stay.activity());
        if (before != null && before.token()) {
            return;
        }
        String state =
                token ? WAITING.contains(stay.type()) ? "waiting" : "running" : stay.cancelled() ? "cancelled" : "done";
        of(stay.process()).put(stay.activity(), new RunMarks.Mark(state, token, null));
    }

    private void add(StepRecord step, boolean open) {
        boolean token = !step.state().terminal() && open;
        RunMarks.Mark before = of(step.process()).get(step.activity());
        if (before != null && before.step() != null && before.token() && !token) {
            return; // another branch is at work there still
        }
        of(step.process()).put(step.activity(), new RunMarks.Mark(state(step.state()), token, step.number()));
    }

    private static String state(StepState state) {
        return switch (state) {
            case OPEN -> "running";
            case DECIDING -> "deciding";
            case DONE -> "done";
            case SKIPPED -> "skipped";
            case FAILED -> "failed";
            case CANCELLED -> "cancelled";
        };
    }

    /** What calls a block that waits for a person waits, too. */
    private void lift(Diagram diagram, String element, String called) {
        RunMarks.Mark mark = of(diagram.process()).get(element);
        if (mark == null || !mark.token()) {
            return;
        }
        WORST_FIRST.stream()
                .filter(state -> of(called).values().stream()
                        .anyMatch(inner -> inner.token() && inner.state().equals(state)))
                .findFirst()
                .ifPresent(state -> of(diagram.process()).put(element, new RunMarks.Mark(state, true, null)));
    }

    private Map<String, RunMarks.Mark> of(String process) {
        return marks.computeIfAbsent(process, any -> new HashMap<>());
    }
}
