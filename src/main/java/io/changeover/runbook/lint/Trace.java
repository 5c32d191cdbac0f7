package io.changeover.runbook.lint;

import io.changeover.runbook.lint.FlowGraph.Way;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The places that can be reached in a graph by certain ways, and for each how it was reached first. */
final class Trace {
    private final Map<Integer, @Nullable Integer> before = new HashMap<>();
    private final Map<Integer, Integer> seeds = new HashMap<>();

    private Trace() {}

    /** From the starts of the graph. */
    static Trace fromStarts(FlowGraph graph, Predicate<Way> open, boolean tokensWait) {
        Trace trace = new Trace();
        graph.starts().forEach(start -> trace.before.put(start, null));
        trace.spread(graph, open, tokensWait);
        return trace;
    }

    /** From the ends of certain ways. */
    static Trace fromWays(FlowGraph graph, List<Way> ways, Predicate<Way> open) {
        Trace trace = new Trace();
        for (Way way : ways) {
            trace.before.put(way.to(), null);
            trace.seeds.putIfAbsent(way.to(), way.from());
        }
        trace.spread(graph, open, false);
        return trace;
    }

    private void spread(FlowGraph graph, Predicate<Way> open, boolean tokensWait) {
        Deque<Integer> next = new ArrayDeque<>(before.keySet());
        while (!next.isEmpty()) {
            int place = next.remove();
            for (Way way : graph.waysFrom(place)) {
                boolean waits = tokensWait && graph.place(way.to()).join();
                boolean passes = waits
                        ? graph.waysTo(way.to()).stream().allMatch(each -> has(each.from()) && open.test(each))
                        : open.test(way);
                if (passes && !has(way.to())) {
                    before.put(way.to(), place);
                    next.add(way.to());
                }
            }
        }
    }

    boolean has(int place) {
        return before.containsKey(place);
    }

    /** The places up to this one, in the order of a run; what led to where this trace began is told by the other. */
    List<Integer> pathTo(int end, Trace earlier) {
        List<Integer> places = new ArrayList<>();
        Integer place = end;
        Integer first = end;
        while (place != null) {
            places.add(place);
            first = place;
            place = before.get(place);
        }
        Collections.reverse(places);
        if (!seeds.containsKey(first)) {
            return places;
        }
        List<Integer> all = new ArrayList<>(earlier.pathTo(seeds.get(first), earlier));
        all.addAll(places);
        return all;
    }
}
