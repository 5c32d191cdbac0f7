package io.changeover.planfile;

import io.changeover.domain.plan.ProtectionPlan;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What came of reading a plan file: the plan, or everything that is wrong with it.
 *
 * @param plan present exactly when there are no problems
 * @param problems every mistake that was found, in the order of lines
 */
public record PlanReading(Optional<ProtectionPlan> plan, List<Problem> problems) {
    public PlanReading {
        Objects.requireNonNull(plan, "plan");
        problems = List.copyOf(problems);
        if (plan.isPresent() != problems.isEmpty()) {
            throw new IllegalArgumentException("a reading holds a plan or problems, and not both");
        }
    }

    /** Whether there is a plan. */
    public boolean valid() {
        return plan.isPresent();
    }
}
