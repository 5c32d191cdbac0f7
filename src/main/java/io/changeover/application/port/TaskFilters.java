package io.changeover.application.port;

import io.changeover.domain.plan.PlanId;
import java.util.Set;

/** The lists under which a task list shows open questions. Takes part in the caller's transaction. */
public interface TaskFilters {
    /** Has a list of all questions but approvals. Done again, it changes nothing. */
    void showDecisions();

    /** Has a list of the approvals that members of this group may give, for them alone. Done again, it changes nothing. */
    void showApprovals(String group);

    /** Has a list of a plan's questions. Done again, it changes nothing. */
    void showPlan(PlanId plan);

    /** The same as {@link #showPlan} and, for each of its groups of approvers, {@link #showApprovals}. */
    default void show(PlanId plan, Set<String> approvers) {
        showPlan(plan);
        approvers.forEach(this::showApprovals);
    }
}
