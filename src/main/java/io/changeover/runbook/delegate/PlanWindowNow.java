package io.changeover.runbook.delegate;

import io.changeover.application.Decisions;
import io.changeover.application.PlanWindow;
import io.changeover.application.port.RunStore;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunId;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Finds out how the plan's window stands; a window that is open, or none, is a go. */
@Component("planWindow")
final class PlanWindowNow implements JavaDelegate {
    private final PlanWindow planWindow;
    private final RunStore runs;

    PlanWindowNow(PlanWindow planWindow, RunStore runs) {
        this.planWindow = planWindow;
        this.runs = runs;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Run run = runs.find(new RunId((String) execution.getVariable("runId"))).orElseThrow();
        PlanWindow.Finding finding = planWindow.find(run);
        execution.setVariable("windowState", finding.state().name());
        execution.setVariable("windowOpensAt", finding.opensAt().toString());
        execution.setVariable("nextWindowOpensAt", finding.nextOpensAt().toString());
        execution.setVariable("windowExplanation", finding.explanation());
        boolean go = finding.state() == PlanWindow.State.NONE || finding.state() == PlanWindow.State.OPEN;
        execution.setVariable("windowChoice", go ? Decisions.GO : Decisions.WAIT);
    }
}
