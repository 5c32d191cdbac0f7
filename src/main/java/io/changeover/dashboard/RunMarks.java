package io.changeover.dashboard;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The diagrams of a run and how the elements in them stand, as the script that draws them reads it.
 *
 * @param diagrams the runbook first
 * @param marks by process id and by element id; elements where no token has been are left out
 */
public record RunMarks(List<Board> diagrams, Map<String, Map<String, Mark>> marks) {
    public RunMarks {
        diagrams = List.copyOf(diagrams);
        marks = Map.copyOf(marks);
    }

    /**
     * One diagram.
     *
     * @param calls process ids by the elements that call them
     */
    public record Board(String process, String name, Map<String, String> calls) {}

    /**
     * How an element stands.
     *
     * @param state {@code done}, {@code running}, {@code deciding}, {@code waiting}, {@code failed}, {@code skipped} or
     *     {@code cancelled}
     * @param token whether a token is there
     * @param step the number of its last step, or null where it is none
     */
    public record Mark(
            String state, boolean token, @Nullable Integer step) {}
}
