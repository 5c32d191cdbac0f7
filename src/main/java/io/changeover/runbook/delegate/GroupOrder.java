package io.changeover.runbook.delegate;

import io.changeover.application.Plans;
import io.changeover.application.port.RunStore;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.RunId;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** The groups of a run's plan, for loops in diagrams: {@code ${groups.inStopOrder(execution)}}. */
@Component("groups")
public class GroupOrder {
    private final Plans plans;
    private final RunStore runs;

    GroupOrder(Plans plans, RunStore runs) {
        this.plans = plans;
        this.runs = runs;
    }

    /** Names of groups, first to start first. */
    public List<String> inStartOrder(DelegateExecution execution) {
        return plan(execution).startOrder();
    }

    /** Names of groups, first to stop first. */
    public List<String> inStopOrder(DelegateExecution execution) {
        return plan(execution).stopOrder();
    }

    private ProtectionPlan plan(DelegateExecution execution) {
        return plans.of(
                runs.find(new RunId((String) execution.getVariable("runId"))).orElseThrow());
    }
}
