package io.changeover.runbook.delegate;

import io.changeover.application.JudgeRoles;
import io.changeover.application.port.RunStore;
import io.changeover.domain.run.RunId;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Finds out from what the run has read which sites are active, and leaves that in the variable {@code roles}. */
@Component("judgeRoles")
final class JudgeRolesNow implements JavaDelegate {
    private final JudgeRoles judgeRoles;
    private final RunStore runs;

    JudgeRolesNow(JudgeRoles judgeRoles, RunStore runs) {
        this.judgeRoles = judgeRoles;
        this.runs = runs;
    }

    @Override
    public void execute(DelegateExecution execution) {
        RunId run = new RunId((String) execution.getVariable("runId"));
        execution.setVariable(
                "roles", judgeRoles.judge(runs.find(run).orElseThrow()).wireName());
    }
}
