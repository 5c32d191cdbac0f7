package io.changeover.runbook.step;

import io.changeover.application.port.Tokens;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.StepRecord;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;

/** Tokens of the embedded engine. */
public final class CamundaTokens implements Tokens {
    /** The block that asks what to do about a failed step. */
    public static final String DECIDE = "decide";

    private final RuntimeService runtime;
    private final RepositoryService repository;
    private final CatchingPaths catching;
    private final CoreStarts coreStarts;

    public CamundaTokens(RuntimeService runtime, RepositoryService repository, CoreStarts coreStarts) {
        this.runtime = runtime;
        this.repository = repository;
        this.catching = new CatchingPaths(repository);
        this.coreStarts = coreStarts;
    }

    @Override
    public Status status(StepRecord step) {
        Execution execution = execution(step);
        if (execution == null) {
            return Status.GONE;
        }
        if (execution.isSuspended()) {
            return Status.SUSPENDED;
        }
        // The row itself tells where the token is; the public way to ask loads every token of the run.
        boolean there = step.activity().equals(((ExecutionEntity) execution).getActivityId());
        return there ? Status.WAITING : Status.GONE;
    }

    private Execution execution(StepRecord step) {
        return runtime.createExecutionQuery().executionId(step.execution()).singleResult();
    }

    @Override
    public void advance(StepRecord step) {
        runtime.signal(step.execution());
    }

    @Override
    public boolean catchesFailure(StepRecord step) {
        Execution execution = execution(step);
        ProcessInstance instance = runtime.createProcessInstanceQuery()
                .processInstanceId(execution.getProcessInstanceId())
                .singleResult();
        return catching.exists(instance.getProcessDefinitionId(), step.activity());
    }

    @Override
    public void fail(StepRecord step, String message) {
        runtime.signal(step.execution(), StepDelegate.FAILED, message, Map.of());
    }

    @Override
    public void askAboutFailure(Run run, StepRecord step, String question, List<String> evidence, boolean mayAbort) {
        VariableMap variables = Variables.createVariables()
                .putValue("runId", run.id().value())
                .putValue("planId", run.plan().value())
                .putValue("stepId", step.id())
                .putValue("question", question)
                .putValue("evidence", String.join("\n", evidence))
                .putValue("abortable", mayAbort)
                .putValue("choices", mayAbort ? "retry skip abort" : "retry skip");
        coreStarts.start(
                () -> runtime.startProcessInstanceByKey(DECIDE, run.id().value(), variables));
    }

    @Override
    public void cancel(Run run, String reason) {
        for (String instance : roots(run)) {
            runtime.deleteProcessInstance(instance, reason);
        }
    }

    @Override
    public String startUndo(Run run) {
        Map<String, Object> variables = Map.of(
                "runId", run.id().value(),
                "planId", run.plan().value(),
                "sourceSite", run.source().value(),
                "targetSite", run.target().value(),
                "dryRun", run.dryRun());
        return coreStarts.start(() -> runtime.startProcessInstanceByKey(
                        StepRecord.UNDO_BLOCK, run.id().value(), variables)
                .getId());
    }

    @Override
    public void suspend(Run run) {
        instances(run).forEach(runtime::suspendProcessInstanceById);
    }

    @Override
    public void activate(Run run) {
        instances(run).forEach(runtime::activateProcessInstanceById);
    }

    @Override
    public boolean isConflict(RuntimeException exception) {
        return exception instanceof OptimisticLockingException
                || exception.getCause() instanceof OptimisticLockingException;
    }

    /** The run's own process instance, and the questions that were asked about its steps. */
    private List<String> roots(Run run) {
        List<String> roots = runtime
                .createProcessInstanceQuery()
                .processDefinitionKey(DECIDE)
                .variableValueEquals("runId", run.id().value())
                .list()
                .stream()
                .map(ProcessInstance::getId)
                .collect(Collectors.toList());
        boolean there = runtime.createProcessInstanceQuery()
                        .processInstanceId(run.processInstance())
                        .count()
                > 0;
        if (there) {
            roots.add(run.processInstance());
        }
        return roots;
    }

    private Set<String> instances(Run run) {
        return runtime.createProcessInstanceQuery().rootProcessInstanceId(run.processInstance()).list().stream()
                .map(ProcessInstance::getId)
                .collect(Collectors.toSet());
    }
}
