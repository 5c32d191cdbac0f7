package io.changeover.runbook.delegate;

import io.changeover.application.ApplyDecision;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Does with a failed step what a person has decided. */
@Component("applyDecision")
final class ApplyDecisionNow implements JavaDelegate {
    private final ApplyDecision applyDecision;

    ApplyDecisionNow(ApplyDecision applyDecision) {
        this.applyDecision = applyDecision;
    }

    @Override
    public void execute(DelegateExecution execution) {
        applyDecision.apply((String) execution.getVariable("decidedTask"));
    }
}
