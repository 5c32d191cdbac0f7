package io.changeover.runbook.lint;

import io.changeover.runbook.lint.Delegate.Effect;
import io.changeover.runbook.lint.FlowGraph.Place;
import io.changeover.runbook.lint.FlowGraph.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * No step of one effect without one of certain others before it, on whatever way. A way is open as long as none of
 * those has passed on it; a token that waited for another at a parallel gateway has passed what the other has. A step
 * that takes everything back opens all ways behind it again.
 *
 * @param guarded the effect that needs something before it
 * @param needed the effects one of which must have passed
 * @param sentence what is wanted, for people
 */
record OrderRule(String code, Effect guarded, Set<Effect> needed, String sentence) {
    void check(FlowGraph graph, Consumer<Finding> findings) {
        Trace reached = Trace.fromStarts(graph, way -> true, false);
        Trace fresh = Trace.fromStarts(graph, this::staysOpen, true);
        Trace undone = Trace.fromWays(graph, undoing(graph, reached), this::staysOpen);
        for (int number = 0; number < graph.size(); number++) {
            Place place = graph.place(number);
            @Nullable Delegate step = place.step();
            if (step != null && step.effect() == guarded && (fresh.has(number) || undone.has(number))) {
                Trace open = fresh.has(number) ? fresh : undone;
                String path = String.join(" > ", names(graph, open.pathTo(number, reached)));
                findings.accept(new Finding(
                        place.file(), place.element(), code, "%s, found the path: %s".formatted(sentence, path)));
            }
        }
    }

    private boolean staysOpen(Way way) {
        @Nullable Delegate step = way.step();
        return step == null || !needed.contains(step.effect());
    }

    private static List<Way> undoing(FlowGraph graph, Trace reached) {
        List<Way> ways = new ArrayList<>();
        for (int place = 0; place < graph.size(); place++) {
            if (reached.has(place)) {
                graph.waysFrom(place).stream().filter(Way::revives).forEach(ways::add);
            }
        }
        return ways;
    }

    /** What people call these places, each once in a row. */
    static List<String> names(FlowGraph graph, List<Integer> places) {
        List<String> names = new ArrayList<>();
        for (int place : places) {
            String name = graph.place(place).name();
            if (!name.isEmpty()
                    && (names.isEmpty() || !names.get(names.size() - 1).equals(name))) {
                names.add(name);
            }
        }
        return names;
    }
}
