package io.changeover.domain.plan;

import static io.changeover.domain.plan.PlanState.ACTIVE;
import static io.changeover.domain.plan.PlanState.ATTENTION;
import static io.changeover.domain.plan.PlanState.DEGRADED;
import static io.changeover.domain.plan.PlanState.MOVING;
import static io.changeover.domain.plan.PlanState.NO_ACTIVE;
import static io.changeover.domain.plan.PlanState.SPLIT_BRAIN;
import static io.changeover.domain.plan.PlanState.SUSPENDED;
import static io.changeover.domain.plan.PlanState.TESTING;
import static io.changeover.domain.plan.PlanState.UNPROTECTED;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * One change of a plan's state that may happen, and its cause. {@link #TABLE} has all there are; every change is looked
 * up in it. To stay in a state is no change and needs no line.
 */
public record PlanTransition(PlanState from, PlanState to, PlanCause cause) {
    /** Every change that may happen. */
    public static final Set<PlanTransition> TABLE = table();

    /** Whether a plan may go from here to there for that cause. */
    public static boolean allows(PlanState from, PlanState to, PlanCause cause) {
        return from == to || TABLE.contains(new PlanTransition(from, to, cause));
    }

    private static Set<PlanTransition> table() {
        Table table = new Table();
        // What the watch reads. UNPROTECTED and ATTENTION stay: they say more, and only a run or a person knows better.
        table.add(PlanCause.FELL_BEHIND, DEGRADED, ACTIVE);
        table.add(PlanCause.CAUGHT_UP, ACTIVE, DEGRADED);
        table.add(PlanCause.NONE_ACTIVE, NO_ACTIVE, ACTIVE, DEGRADED, SUSPENDED);
        table.add(PlanCause.SERVES_AGAIN, DEGRADED, NO_ACTIVE);
        // Two active sites outweigh everything but a run that is moving the service, whose own proofs hold.
        table.add(
                PlanCause.TWO_ACTIVE,
                SPLIT_BRAIN,
                ACTIVE,
                DEGRADED,
                SUSPENDED,
                TESTING,
                UNPROTECTED,
                NO_ACTIVE,
                ATTENTION);
        // What people say.
        table.add(PlanCause.MAINTENANCE_BEGUN, SUSPENDED, ACTIVE, DEGRADED);
        table.add(PlanCause.MAINTENANCE_ENDED, DEGRADED, SUSPENDED);
        table.add(PlanCause.ACKNOWLEDGED, UNPROTECTED, ACTIVE, DEGRADED, SUSPENDED, NO_ACTIVE, ATTENTION);
        // What runs do. A split brain is left by a run that resolved it, never by one that failed.
        table.add(
                PlanCause.PROMOTION_BEGUN,
                MOVING,
                ACTIVE,
                DEGRADED,
                SUSPENDED,
                UNPROTECTED,
                NO_ACTIVE,
                SPLIT_BRAIN,
                ATTENTION);
        table.add(PlanCause.DRILL_BEGUN, TESTING, ACTIVE, DEGRADED, SUSPENDED);
        table.add(
                PlanCause.RUN_ENDED,
                ACTIVE,
                DEGRADED,
                SUSPENDED,
                TESTING,
                MOVING,
                UNPROTECTED,
                NO_ACTIVE,
                SPLIT_BRAIN,
                ATTENTION);
        table.add(
                PlanCause.RUN_ENDED,
                UNPROTECTED,
                ACTIVE,
                DEGRADED,
                SUSPENDED,
                MOVING,
                NO_ACTIVE,
                SPLIT_BRAIN,
                ATTENTION);
        table.add(PlanCause.RUN_ENDED, ATTENTION, ACTIVE, DEGRADED, SUSPENDED, TESTING, MOVING, UNPROTECTED, NO_ACTIVE);
        return table.lines;
    }

    private static final class Table {
        private final Set<PlanTransition> lines = new LinkedHashSet<>();

        void add(PlanCause cause, PlanState to, PlanState first, PlanState... more) {
            EnumSet.of(first, more).forEach(from -> lines.add(new PlanTransition(from, to, cause)));
        }
    }
}
