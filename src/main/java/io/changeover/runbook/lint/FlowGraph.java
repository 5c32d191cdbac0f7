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

    /**
     * A way from one place to another; with a step, the step has passed on this way.
     *
     * @param revives whether the source may have been started on this way
     */
    record Way(int from, int to, @Nullable Delegate step, boolean revives) {}

    /**
     * Where one token becomes several.
     *
     * @param at where that is
     * @param branches where each of them begins
     * @param exit where all of them have ended at the latest: the way out of what is around
     */
    record Fork(int at, List<Branch> branches, int exit) {}

    /**
     * One of several tokens.
     *
     * @param beside whether it runs beside the others, and is not the one that would go on without them
     */
    record Branch(int place, boolean beside) {}

    /** A process that is too large with all that it calls; far beyond what a person can read. */
    static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static final int MOST_PLACES = 20_000;
    private static final int MOST_WAYS = 400_000;

    private final List<Place> places = new ArrayList<>();
    private final List<Fork> forks = new ArrayList<>();
    private final List<Integer> starts = new ArrayList<>();
    private int end;
    private int ways;
    private final List<List<Way>> from = new ArrayList<>();
    private final List<List<Way>> to = new ArrayList<>();

    int add(Place place) {
        if (places.size() >= MOST_PLACES) {
            throw new TooLarge();
        }
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
        connect(source, target, step, step != null && step.voidsProof());
    }

    void connect(int source, int target, @Nullable Delegate step, boolean revives) {
        ways++;
        if (ways > MOST_WAYS) {
            throw new TooLarge();
        }
        Way way = new Way(source, target, step, revives);
        from.get(source).add(way);
        to.get(target).add(way);
    }

    void fork(Fork fork) {
        forks.add(fork);
    }

    List<Fork> forks() {
        return forks;
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
