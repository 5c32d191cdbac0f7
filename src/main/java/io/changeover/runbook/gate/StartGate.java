package io.changeover.runbook.gate;

import io.changeover.application.Approvals;
import io.changeover.application.Caller;
import io.changeover.application.Decisions;
import io.changeover.application.RefusedException;
import io.changeover.application.SameStart;
import io.changeover.application.StartRun;
import io.changeover.application.port.RunStore;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.RunType;
import io.changeover.domain.run.StepRecord;
import io.changeover.runbook.step.CoreStarts;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.camunda.bpm.engine.variable.value.TypedValue;

/** What a process instance passes when it starts: a runbook becomes a run or is refused, a block needs its caller. */
public final class StartGate {
    private final StartRun startRun;
    private final SameStart sameStart;
    private final RunStore runs;
    private final Decisions decisions;
    private final Approvals approvals;
    private final CoreStarts coreStarts;
    private final IdentityService identity;

    public StartGate(
            StartRun startRun,
            SameStart sameStart,
            RunStore runs,
            Decisions decisions,
            Approvals approvals,
            CoreStarts coreStarts,
            IdentityService identity) {
        this.startRun = startRun;
        this.sameStart = sameStart;
        this.runs = runs;
        this.decisions = decisions;
        this.approvals = approvals;
        this.coreStarts = coreStarts;
        this.identity = identity;
    }

    void enter(DelegateExecution delegate, Optional<RunType> type) {
        ExecutionEntity execution = (ExecutionEntity) delegate;
        if (execution.getSuperExecution() != null) {
            return;
        }
        if (coreStarts.active()) {
            noteUndo(execution);
            return;
        }
        if (type.isEmpty()) {
            throw RefusedException.because(
                    "NOT_A_RUNBOOK",
                    "'%s' is a block: it is called by runbooks and cannot be started by itself"
                            .formatted(execution.getProcessDefinition().getKey()));
        }
        Run run = start(execution, type.get());
        if (execution.getProcessBusinessKey() == null) {
            execution.setProcessBusinessKey(run.businessKey());
        }
        execution.setVariable("runId", run.id().value());
        execution.setVariable("planId", run.plan().value());
        execution.setVariable("sourceSite", run.source().value());
        execution.setVariable("targetSite", run.target().value());
        execution.setVariable("dryRun", run.dryRun());
        execution.setVariable("requester", run.requester());
        execution.setVariable("requestReason", run.reason());
        execution.setVariable("approvers", decisions.group(run, Decision.Kind.APPROVAL));
        execution.setVariable("lossApprovers", approvals.lossGroup(run));
        execution.setVariable("approvalNeeded", !run.dryRun() && decisions.asksFirst(run));
        boolean hold = text(execution, "hold").map(Boolean::parseBoolean).orElse(false);
        execution.setVariable("hold", hold && !run.dryRun());
    }

    private Run start(ExecutionEntity execution, RunType type) {
        Caller caller = EngineCaller.of(identity);
        String runbook = execution.getProcessDefinition().getKey();
        Optional<String> key =
                Optional.ofNullable(execution.getProcessBusinessKey()).filter(given -> !given.isBlank());
        String print = SameStart.print(caller, runbook, given(execution));
        try {
            Run run = startRun.start(new StartRun.Request(
                    caller,
                    type,
                    runbook,
                    execution.getProcessDefinition().getVersion(),
                    execution.getProcessInstanceId(),
                    key,
                    text(execution, "plan"),
                    text(execution, "target"),
                    text(execution, "reason").orElse(""),
                    text(execution, "dryRun").map(Boolean::parseBoolean).orElse(false)));
            sameStart.keep(run, key, print);
            return run;
        } catch (RefusedException e) {
            throw SameStart.refused(e, runbook, key, print);
        }
    }

    /** What the caller has set; nothing of it is made into an object that it may not be. */
    private static Map<String, Object> given(ExecutionEntity execution) {
        VariableMap variables = execution.getVariablesTyped(false);
        Map<String, Object> given = new HashMap<>();
        for (String name : variables.keySet()) {
            TypedValue value = variables.getValueTyped(name);
            Object plain = value instanceof SerializableValue text ? text.getValueSerialized() : value.getValue();
            given.put(name, plain);
        }
        return given;
    }

    /** The undo belongs to its run from its first moment on: its first step opens in this same transaction. */
    private void noteUndo(ExecutionEntity execution) {
        if (execution.getProcessDefinition().getKey().equals(StepRecord.UNDO_BLOCK)) {
            runs.undoneBy(new RunId(text(execution, "runId").orElseThrow()), execution.getProcessInstanceId());
        }
    }

    private static Optional<String> text(ExecutionEntity execution, String variable) {
        return Optional.ofNullable(execution.getVariable(variable)).map(Object::toString);
    }
}
