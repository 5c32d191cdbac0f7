package io.changeover.application.port;

import io.changeover.domain.run.Run;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The diagrams that a run goes through, in the versions that it goes through. Thread-safe. */
public interface Diagrams {
    /**
     * A diagram.
     *
     * @param process the process id of it
     * @param name what it is called
     * @param calls the process ids of the blocks that it calls, by the ids of the elements that call them
     */
    record Diagram(String process, String name, Map<String, String> calls) {
        public Diagram {
            calls = Map.copyOf(calls);
        }
    }

    /**
     * One stay of a token at an element.
     *
     * @param type the element's name in BPMN, such as {@code userTask}
     * @param left when it left; empty while it is there
     * @param cancelled whether it was taken away instead of going on
     */
    record Stay(
            String process, String activity, String type, Instant came, Optional<Instant> left, boolean cancelled) {}

    /** The runbook first, then the blocks that it calls, then the one that undoes an aborted run. Empty if none is kept. */
    List<Diagram> of(Run run);

    /** The BPMN file of one of them; empty if it is none of the run's. */
    Optional<String> file(Run run, String process);

    /** Where tokens of the run have been and are, in the order in which they came. */
    List<Stay> stays(Run run);
}
