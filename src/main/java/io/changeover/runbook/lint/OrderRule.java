package io.changeover.runbook.lint;

import io.changeover.runbook.lint.Delegate.Effect;
import io.changeover.runbook.lint.FlowGraph.Place;
import io.changeover.runbook.lint.FlowGraph.Way;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * No step of one effect without one of certain others before it, on whatever way. A way is open as long as none of
 * those has passed on it; a token that waited for another at a parallel gateway has passed what the other has.
 *
 * @param guarded the effect that needs something before it
 * @param needed the effects one of which must have passed
 * @param sentence what is wanted, for people
 */
record OrderRule(String code, Effect guarded, Set<Effect> needed, String sentence) {
    private static final int NOT_REACHED = -2;
    private static final int START = -1;

    void check(FlowGraph graph, Consumer<Finding> findings) {
        int[] reached = reached(graph);
        int[] open = open(graph, reached);
        for (int number = 0; number < graph.size(); number++) {
            Place place = graph.place(number);
            if (open[number] != NOT_REACHED
                    && place.step() != null
                    && place.step().effect() == guarded) {
                String path = String.join(" > ", path(graph, number, open, reached));
                findings.accept(new Finding(
                        place.file(), place.element(), code, "%s, found the path: %s".formatted(sentence, path)));
            }
        }
    }

    /** For every place the one it can be reached from, so that a path can be told. */
    private static int[] reached(FlowGraph graph) {
        int[] before = unreached(graph);
        Deque<Integer> next = new ArrayDeque<>(graph.starts());
        graph.starts().forEach(start -> before[start] = START);
        while (!next.isEmpty()) {
            int place = next.remove();
            for (Way way : graph.waysFrom(place)) {
                if (before[way.to()] == NOT_REACHED) {
                    before[way.to()] = place;
                    next.add(way.to());
                }
            }
        }
        return before;
    }

    /** As above, for the ways on which nothing needed has passed. */
    private int[] open(FlowGraph graph, int[] reached) {
        int[] before = unreached(graph);
        Deque<Integer> next = new ArrayDeque<>(graph.starts());
        graph.starts().forEach(start -> before[start] = START);
        for (int place = 0; place < graph.size(); place++) {
            if (reached[place] != NOT_REACHED && graph.waysFrom(place).stream().anyMatch(OrderRule::voids)) {
                next.add(place);
            }
        }
        while (!next.isEmpty()) {
            int place = next.remove();
            for (Way way : graph.waysFrom(place)) {
                if (before[way.to()] == NOT_REACHED && opens(graph, way, before, reached)) {
                    before[way.to()] = place;
                    next.add(way.to());
                }
            }
        }
        return before;
    }

    private boolean opens(FlowGraph graph, Way way, int[] before, int[] reached) {
        return graph.place(way.to()).join()
                ? graph.waysTo(way.to()).stream().allMatch(each -> stillOpen(each, before, reached))
                : stillOpen(way, before, reached);
    }

    private boolean stillOpen(Way way, int[] before, int[] reached) {
        if (voids(way)) {
            return reached[way.from()] != NOT_REACHED;
        }
        @Nullable Delegate step = way.step();
        return before[way.from()] != NOT_REACHED && (step == null || !needed.contains(step.effect()));
    }

    private static boolean voids(Way way) {
        @Nullable Delegate step = way.step();
        return step != null && step.voidsProof();
    }

    private static List<String> path(FlowGraph graph, int end, int[] open, int[] reached) {
        List<String> names = new ArrayList<>();
        int[] before = open;
        for (int place = end; place >= 0; place = before[place]) {
            String name = graph.place(place).name();
            if (!name.isEmpty()
                    && (names.isEmpty() || !names.get(names.size() - 1).equals(name))) {
                names.add(name);
            }
            before = before[place] == NOT_REACHED ? reached : before;
        }
        Collections.reverse(names);
        return names;
    }

    private static int[] unreached(FlowGraph graph) {
        int[] before = new int[graph.size()];
        Arrays.fill(before, NOT_REACHED);
        return before;
    }
}
