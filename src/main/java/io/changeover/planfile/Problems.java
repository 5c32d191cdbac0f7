package io.changeover.planfile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects mistakes while a plan file is read. Used by one thread. */
final class Problems {
    private final List<Problem> found = new ArrayList<>();

    void add(Place place, String message) {
        found.add(new Problem(place.line(), place.column(), place.path(), message));
    }

    boolean none() {
        return found.isEmpty();
    }

    /** Every mistake once, in the order of lines. */
    List<Problem> inOrder() {
        return found.stream()
                .distinct()
                .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
                .toList();
    }
}
