package io.changeover.config;

import io.changeover.application.Caller;
import io.changeover.application.port.PlanStore;
import io.changeover.application.port.TaskFilters;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Makes the lists that Tasklist shows at its left, before the first door opens. A plan that comes later makes its own. */
@Component
class TasklistSetup implements SmartInitializingSingleton {
    private final TaskFilters filters;
    private final PlanStore plans;

    TasklistSetup(TaskFilters filters, PlanStore plans) {
        this.filters = filters;
        this.plans = plans;
    }

    @Override
    public void afterSingletonsInstantiated() {
        filters.showApprovals(Caller.APPROVERS);
        filters.showDecisions();
        plans.all().forEach(plan -> filters.showPlan(plan.id()));
    }
}
