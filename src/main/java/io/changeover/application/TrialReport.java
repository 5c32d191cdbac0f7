package io.changeover.application;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What came of trying out a runbook: every path that was taken, and what of the diagrams they passed.
 *
 * @param runbook the process id
 * @param complete whether every outcome was tried in every situation; false where the limit of paths or of time ended it before
 * @param coverage of the runbook first, then of the blocks that it calls
 */
public record TrialReport(String runbook, boolean complete, List<Path> paths, List<Coverage> coverage) {
    public TrialReport {
        Objects.requireNonNull(runbook, "runbook");
        paths = List.copyOf(paths);
        coverage = List.copyOf(coverage);
    }

    /**
     * One way from the start to an end.
     *
     * @param choices how everything on the way went that can go one way or another
     * @param end the name of the end that was reached, or what ended the run
     * @param outcome what the diagram says of that end
     * @param fault why the path does not come to an end, if it does not
     */
    public record Path(List<Choice> choices, String end, Optional<String> outcome, Optional<String> fault) {
        public Path {
            choices = List.copyOf(choices);
            Objects.requireNonNull(end, "end");
        }
    }

    /**
     * How one element went.
     *
     * @param process the id of the process that the element is in
     * @param element its id
     * @param name what a person calls it
     * @param outcome such as {@code ok}, {@code failed} or {@code approve}
     */
    public record Choice(String process, String element, String name, String outcome) {
        @Override
        public String toString() {
            return name + ": " + outcome;
        }
    }

    /**
     * What of one process was passed.
     *
     * @param missed the ids of elements and flows that no path came to
     */
    public record Coverage(
            String process, int elements, int elementsPassed, int flows, int flowsPassed, List<String> missed) {
        public Coverage {
            missed = List.copyOf(missed);
        }
    }

    /** Whether every path comes to an end. */
    public boolean passed() {
        return paths.stream().allMatch(path -> path.fault().isEmpty());
    }

    /** Whether there is nothing that no path came to. */
    public boolean covered() {
        return coverage.stream().allMatch(one -> one.missed().isEmpty());
    }
}
