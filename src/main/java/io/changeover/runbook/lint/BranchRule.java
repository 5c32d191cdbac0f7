package io.changeover.runbook.lint;

import io.changeover.runbook.lint.Delegate.Effect;
import io.changeover.runbook.lint.FlowGraph.Branch;
import io.changeover.runbook.lint.FlowGraph.Fork;
import io.changeover.runbook.lint.FlowGraph.Place;
import io.changeover.runbook.lint.FlowGraph.Way;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Nothing is promoted on one of several branches before they have joined: beside it another one may start the source
 * again, or promote as well, and what was proved would hold no longer.
 */
final class BranchRule {
    static final String CODE = "PROMOTE_IN_BRANCH";

    private final FlowGraph graph;

    BranchRule(FlowGraph graph) {
        this.graph = graph;
    }

    void check(Consumer<Finding> findings) {
        Trace reached = Trace.fromStarts(graph, way -> true, false);
        for (Fork fork : graph.forks()) {
            if (reached.has(fork.at())) {
                check(fork, reached, findings);
            }
        }
    }

    private void check(Fork fork, Trace reached, Consumer<Finding> findings) {
        Set<Integer> ends = new HashSet<>(joins(fork));
        ends.add(fork.exit());
        List<Map<Integer, @Nullable Integer>> parts = fork.branches().stream()
                .map(branch -> reach(branch.place(), ends))
                .toList();
        for (int i = 0; i < parts.size(); i++) {
            Branch branch = fork.branches().get(i);
            Map<Integer, @Nullable Integer> part = parts.get(i);
            int self = i;
            boolean endangered =
                    parts.stream().filter(other -> other != parts.get(self)).anyMatch(this::revives);
            if (branch.beside() || endangered) {
                part.keySet().stream()
                        .filter(this::promotes)
                        .forEach(place -> findings.accept(finding(fork, place, part, reached)));
            }
        }
    }

    /** Where every branch arrives, so that all of them are one token again. */
    private Set<Integer> joins(Fork fork) {
        Set<Integer> common = new HashSet<>();
        for (int i = 0; i < fork.branches().size(); i++) {
            Set<Integer> reach =
                    reach(fork.branches().get(i).place(), Set.of(fork.exit())).keySet();
            if (i == 0) {
                common.addAll(reach);
            } else {
                common.retainAll(reach);
            }
        }
        common.removeIf(place -> !graph.place(place).join());
        return common;
    }

    /** The places of a branch up to its ends, and how each was reached. */
    private Map<Integer, @Nullable Integer> reach(int from, Set<Integer> ends) {
        Map<Integer, @Nullable Integer> before = new LinkedHashMap<>();
        before.put(from, null);
        Deque<Integer> next = new ArrayDeque<>(List.of(from));
        while (!next.isEmpty()) {
            int place = next.remove();
            if (ends.contains(place)) {
                continue;
            }
            for (Way way : graph.waysFrom(place)) {
                if (!before.containsKey(way.to())) {
                    before.put(way.to(), place);
                    next.add(way.to());
                }
            }
        }
        return before;
    }

    private boolean revives(Map<Integer, @Nullable Integer> part) {
        return part.keySet().stream()
                .flatMap(place -> graph.waysFrom(place).stream())
                .anyMatch(way -> way.revives() && part.containsKey(way.to()));
    }

    private boolean promotes(int place) {
        @Nullable Delegate step = graph.place(place).step();
        return step != null && step.effect() == Effect.PROMOTE;
    }

    private Finding finding(Fork fork, int place, Map<Integer, @Nullable Integer> part, Trace reached) {
        List<Integer> path = new ArrayList<>();
        for (Integer here = place; here != null; here = part.get(here)) {
            path.add(here);
        }
        Collections.reverse(path);
        List<Integer> all = new ArrayList<>(reached.pathTo(fork.at(), reached));
        all.addAll(path);
        Place found = graph.place(place);
        return new Finding(
                found.file(),
                found.element(),
                CODE,
                "nothing is promoted on one of several branches before they have joined, found the path: "
                        + String.join(" > ", OrderRule.names(graph, all)));
    }
}
