package io.changeover.planfile;

import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.site.SiteId;
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

    /** One sentence on what is in the plan; empty where there is none. */
    public Optional<String> summary() {
        return plan.map(PlanReading::sentence);
    }

    private static String sentence(ProtectionPlan plan) {
        int instances = plan.groups().stream()
                .mapToInt(group -> group.instances().size())
                .sum();
        SiteId preferred = plan.preferredSite();
        return "%s in %s, %s, %s; %s (preferred) and %s"
                .formatted(
                        count(instances, "instance"),
                        count(plan.groups().size(), "group"),
                        count(plan.datasets().size(), "dataset"),
                        count(plan.routes().size(), "route"),
                        preferred,
                        plan.otherSite(preferred));
    }

    private static String count(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    /** Whether there is a plan. */
    public boolean valid() {
        return plan.isPresent();
    }
}
