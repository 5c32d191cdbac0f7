package io.changeover.runbook.lint;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a run can be, and how it gets from there to there, with all called processes unfolded. A place is the way into
 * or out of an element; places are numbered in the order in which they were added.
 */
final class FlowGraph {
    /**
     * One place.
     *
     * @param name what a person calls the element
     * @param step the delegate that runs here, on the way into its task only
     * @param join whether tokens wait here for each other
     */
    record Place(
            String file,
            String element,
            String name,
            @Nullable Delegate step,
            boolean join) {}

    /** A way from one place to another; with a step, the step has passed on this way. */
    record Way(int from, int to, @Nullable Delegate step) {}

    private final List<Place> places = new ArrayList<>();
    private final List<Integer> starts = new ArrayList<>();
    private int end;
    private final List<List<Way>> from = new ArrayList<>();
    private final List<List<Way>> to = new ArrayList<>();

    int add(Place place) {
        places.add(place);
        from.add(new ArrayList<>());
        to.add(new ArrayList<>());
        return places.size() - 1;
    }

    void start(int place) {
        starts.add(place);
    }

    /** Where a run ends. */
    void end(int place) {
        end = place;
    }

    int end() {
        return end;
    }

    void connect(int source, int target) {
        connect(source, target, null);
    }

    void connect(int source, int target, @Nullable Delegate step) {
        Way way = new Way(source, target, step);
        from.get(source).add(way);
        to.get(target).add(way);
    }

    int size() {
        return places.size();
    }

    Place place(int number) {
        return places.get(number);
    }

    List<Integer> starts() {
        return starts;
    }

    List<Way> waysFrom(int place) {
        return from.get(place);
    }

    List<Way> waysTo(int place) {
        return to.get(place);
    }
}
