package io.changeover.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changeover.domain.run.RunId;
import io.changeover.domain.site.SiteId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every pair of states of a plan, and which causes lead from the one to the other. */
class PlanTransitionTest {
    /** From, to, and the causes; a pair that is not here has none. */
    private static final String EXPECTED = """
            ACTIVE DEGRADED FELL_BEHIND
            ACTIVE SUSPENDED MAINTENANCE_BEGUN
            ACTIVE TESTING DRILL_BEGUN
            ACTIVE MOVING PROMOTION_BEGUN
            ACTIVE UNPROTECTED RUN_ENDED ACKNOWLEDGED
            ACTIVE NO_ACTIVE NONE_ACTIVE
            ACTIVE SPLIT_BRAIN TWO_ACTIVE
            ACTIVE ATTENTION RUN_ENDED
            DEGRADED ACTIVE CAUGHT_UP RUN_ENDED
            DEGRADED SUSPENDED MAINTENANCE_BEGUN
            DEGRADED TESTING DRILL_BEGUN
            DEGRADED MOVING PROMOTION_BEGUN
            DEGRADED UNPROTECTED RUN_ENDED ACKNOWLEDGED
            DEGRADED NO_ACTIVE NONE_ACTIVE
            DEGRADED SPLIT_BRAIN TWO_ACTIVE
            DEGRADED ATTENTION RUN_ENDED
            SUSPENDED ACTIVE RUN_ENDED
            SUSPENDED DEGRADED MAINTENANCE_ENDED
            SUSPENDED TESTING DRILL_BEGUN
            SUSPENDED MOVING PROMOTION_BEGUN
            SUSPENDED UNPROTECTED RUN_ENDED ACKNOWLEDGED
            SUSPENDED NO_ACTIVE NONE_ACTIVE
            SUSPENDED SPLIT_BRAIN TWO_ACTIVE
            SUSPENDED ATTENTION RUN_ENDED
            TESTING ACTIVE RUN_ENDED
            TESTING SPLIT_BRAIN TWO_ACTIVE
            TESTING ATTENTION RUN_ENDED
            MOVING ACTIVE RUN_ENDED
            MOVING UNPROTECTED RUN_ENDED
            MOVING ATTENTION RUN_ENDED
            UNPROTECTED ACTIVE RUN_ENDED
            UNPROTECTED MOVING PROMOTION_BEGUN
            UNPROTECTED SPLIT_BRAIN TWO_ACTIVE
            UNPROTECTED ATTENTION RUN_ENDED
            NO_ACTIVE ACTIVE RUN_ENDED
            NO_ACTIVE DEGRADED SERVES_AGAIN
            NO_ACTIVE MOVING PROMOTION_BEGUN
            NO_ACTIVE UNPROTECTED RUN_ENDED ACKNOWLEDGED
            NO_ACTIVE SPLIT_BRAIN TWO_ACTIVE
            NO_ACTIVE ATTENTION RUN_ENDED
            SPLIT_BRAIN ACTIVE RUN_ENDED
            SPLIT_BRAIN MOVING PROMOTION_BEGUN
            SPLIT_BRAIN UNPROTECTED RUN_ENDED
            ATTENTION ACTIVE RUN_ENDED
            ATTENTION MOVING PROMOTION_BEGUN
            ATTENTION UNPROTECTED ACKNOWLEDGED RUN_ENDED
            ATTENTION SPLIT_BRAIN TWO_ACTIVE
            """;

    @Test
    void everyPairHasTheseCausesAndNoOthers() {
        var expected = new TreeMap<String, Set<PlanCause>>();
        EXPECTED.lines().map(line -> line.split(" ")).forEach(words -> {
            Set<PlanCause> causes = EnumSet.noneOf(PlanCause.class);
            Stream.of(words).skip(2).map(PlanCause::valueOf).forEach(causes::add);
            expected.put(words[0] + " " + words[1], causes);
        });
        var found = new TreeMap<String, Set<PlanCause>>();
        for (PlanState from : PlanState.values()) {
            for (PlanState to : PlanState.values()) {
                Set<PlanCause> causes = EnumSet.noneOf(PlanCause.class);
                Arrays.stream(PlanCause.values())
                        .filter(cause -> PlanTransition.allows(from, to, cause))
                        .forEach(causes::add);
                if (from == to) {
                    assertThat(causes).as("to stay %s", from).hasSize(PlanCause.values().length);
                } else if (!causes.isEmpty()) {
                    found.put(from + " " + to, causes);
                }
            }
        }

        assertThat(found).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(PlanState.class)
    void everyStateIsReachedAndLeft(PlanState state) {
        assertThat(PlanTransition.TABLE).anyMatch(line -> line.to() == state).anyMatch(line -> line.from() == state);
    }

    @Test
    void theStatusRefusesWhatTheTableHasNot() {
        PlanStatus split = status(PlanState.SPLIT_BRAIN);

        assertThatThrownBy(() -> split.acknowledged(new SiteId("ams"))).hasMessageContaining("SPLIT_BRAIN");
        assertThatThrownBy(() -> split.in(PlanState.ACTIVE, PlanCause.CAUGHT_UP))
                .hasMessageContaining("CAUGHT_UP");
        assertThatThrownBy(() -> split.released(PlanState.ATTENTION, "why")).hasMessageContaining("RUN_ENDED");
        assertThat(split.released(PlanState.UNPROTECTED, "why").state()).isEqualTo(PlanState.UNPROTECTED);
    }

    private static PlanStatus status(PlanState state) {
        Optional<RunId> holder = Optional.of(new RunId("shop-1"));
        return new PlanStatus(new PlanId("shop"), 1, new SiteId("fra"), state, 1, holder, 1, "");
    }
}
