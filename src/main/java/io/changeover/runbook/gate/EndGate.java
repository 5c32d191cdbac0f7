package io.changeover.runbook.gate;

import io.changeover.application.EndRun;
import io.changeover.domain.run.RunOutcome;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;

/** What a process instance passes when it ends: the run that it was gets its outcome. */
public final class EndGate implements ExecutionListener {
    /** The variable that an end event leaves its outcome in. */
    static final String OUTCOME = "outcome";

    private final EndRun endRun;

    public EndGate(EndRun endRun) {
        this.endRun = endRun;
    }

    @Override
    public void notify(DelegateExecution delegate) {
        ExecutionEntity execution = (ExecutionEntity) delegate;
        if (execution.getSuperExecution() != null) {
            return;
        }
        RunOutcome reached = Optional.ofNullable(execution.getVariable(OUTCOME))
                .map(Object::toString)
                .map(RunOutcome::valueOf)
                .orElse(RunOutcome.COMPLETED);
        endRun.end(execution.getProcessInstanceId(), reached, execution.isCanceled());
    }
}
