package io.changeover.runbook.lint;

import io.changeover.runbook.lint.Delegate.Effect;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The order that keeps data safe, on every way through every runbook and the blocks it calls. */
final class OrderRules {
    private static final List<OrderRule> RULES = List.of(
            new OrderRule(
                    "PROMOTE_WITHOUT_PROOF",
                    Effect.PROMOTE,
                    Set.of(Effect.PROVE, Effect.FENCE),
                    "nothing is promoted before the source was proved quiet or fenced"),
            new OrderRule(
                    "ROUTE_BEFORE_SERVICE",
                    Effect.ROUTE,
                    Set.of(Effect.PROMOTE, Effect.START),
                    "no route is switched before something was promoted or started on the target"));

    private final RunbookSet set;

    OrderRules(RunbookSet set) {
        this.set = set;
    }

    /** One finding per step and rule, with the first counter-example found. */
    void check(Consumer<Finding> findings) {
        Map<List<String>, Finding> first = new LinkedHashMap<>();
        for (RunbookSet.Member root : set.roots()) {
            Optional<FlowGraph> unfolded = unfold(root, findings);
            if (unfolded.isEmpty()) {
                continue;
            }
            FlowGraph graph = unfolded.get();
            for (OrderRule rule : RULES) {
                rule.check(
                        graph, found -> first.putIfAbsent(List.of(found.file(), found.element(), found.rule()), found));
            }
            DrillRule.check(
                    graph,
                    root,
                    found -> first.putIfAbsent(List.of(found.file(), found.element(), found.rule()), found));
            new BranchRule(graph).check(found -> {
                if (!first.containsKey(
                        List.of(found.file(), found.element(), RULES.get(0).code()))) {
                    first.putIfAbsent(List.of(found.file(), found.element(), found.rule()), found);
                }
            });
        }
        first.values().forEach(findings);
    }

    private Optional<FlowGraph> unfold(RunbookSet.Member root, Consumer<Finding> findings) {
        try {
            return Optional.of(GraphBuilder.of(set, root));
        } catch (FlowGraph.TooLarge e) {
            String message = "with all that it calls it is too large to be judged";
            findings.accept(root.file().finding(root.process(), "TOO_LARGE", message));
            return Optional.empty();
        }
    }
}
