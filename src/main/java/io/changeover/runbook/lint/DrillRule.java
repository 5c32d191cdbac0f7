package io.changeover.runbook.lint;

import io.changeover.runbook.lint.Delegate.Effect;
import io.changeover.runbook.lint.FlowGraph.Place;
import io.changeover.runbook.lint.FlowGraph.Way;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A drill leaves production alone and leaves nothing behind: it holds only steps that read or that work apart, and every
 * way on from where something is made leads through the clean-up. Other runbooks make nothing of the kind.
 */
final class DrillRule {
    private static final Set<Delegate> ALLOWED = EnumSet.of(
            Delegate.CHECK_READINESS,
            Delegate.PLAN_WINDOW,
            Delegate.CLONE_DATASETS,
            Delegate.START_INSTANCES,
            Delegate.CHECK_HEALTH,
            Delegate.VERIFY_TRAFFIC,
            Delegate.CLEAN_UP_DRILL);
    private static final Set<Effect> OF_DRILLS = EnumSet.of(Effect.CLONE, Effect.CLEAN_UP);
    private static final Set<Effect> MAKING = EnumSet.of(Effect.CLONE, Effect.START);

    private DrillRule() {}

    static void check(FlowGraph graph, RunbookSet.Member root, Consumer<Finding> findings) {
        boolean drill = RunbookFile.property(root.process(), "runType")
                .filter("drill"::equals)
                .isPresent();
        boolean other = RunbookSet.isRunbook(root.process()) && !drill;
        for (int number = 0; number < graph.size(); number++) {
            Place place = graph.place(number);
            @Nullable Delegate step = place.step();
            if (step == null) {
                continue;
            }
            if (drill && !ALLOWED.contains(step)) {
                String message = "a drill leaves production alone, found %s".formatted(step.expression());
                findings.accept(new Finding(place.file(), place.element(), "DRILL_TOUCHES_PRODUCTION", message));
            } else if (other && OF_DRILLS.contains(step.effect())) {
                String message = "only a drill makes and removes clones, found %s".formatted(step.expression());
                findings.accept(new Finding(place.file(), place.element(), "DRILL_STEP_ELSEWHERE", message));
            } else if (drill && MAKING.contains(step.effect())) {
                cleanedUp(graph, number, findings);
            }
        }
    }

    /** A step may fail when it has made something: the ways on begin where it is entered. */
    private static void cleanedUp(FlowGraph graph, int made, Consumer<Finding> findings) {
        Trace reached = Trace.fromStarts(graph, way -> true, false);
        Trace left = Trace.fromWays(graph, graph.waysTo(made), DrillRule::leaves);
        if (reached.has(made) && left.has(graph.end())) {
            Place place = graph.place(made);
            List<String> path = OrderRule.names(graph, left.pathTo(graph.end(), reached));
            findings.accept(new Finding(
                    place.file(),
                    place.element(),
                    "DRILL_NOT_CLEANED_UP",
                    "every way on from what a drill makes leads through ${cleanUpDrill}, found the path: %s"
                            .formatted(String.join(" > ", path))));
        }
    }

    private static boolean leaves(Way way) {
        @Nullable Delegate step = way.step();
        return step == null || step.effect() != Effect.CLEAN_UP;
    }
}
