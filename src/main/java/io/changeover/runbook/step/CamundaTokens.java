package io.changeover.runbook.step;

import io.changeover.application.Decisions;
import io.changeover.application.port.Tokens;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.StepRecord;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tokens of the embedded engine. */
public final class CamundaTokens implements Tokens {
    private static final Logger LOG = LoggerFactory.getLogger(CamundaTokens.class);

    /** The block that asks what to do about a failed step. */
    public static final String DECIDE = "decide";
    /** The block that asks for the protection of a plan. */
    public static final String RESTORE_PROTECTION = "restore-protection";

    /**
     * All instances of the run whose token waits there. Whoever suspends a run in the engine suspends the instance that
     * he sees, which may call the one that works.
     */
    private static final String INSTANCES_OF_WAITING = """
            select instance.* from ACT_RU_EXECUTION token
            join ACT_RU_EXECUTION home on home.ID_ = token.PROC_INST_ID_
            join ACT_RU_EXECUTION instance on instance.ROOT_PROC_INST_ID_ = home.ROOT_PROC_INST_ID_
            where token.ID_ = #{id} and token.ACT_ID_ = #{activity}
            """;

    private final RuntimeService runtime;
    private final RepositoryService repository;
    private final CatchingPaths catching;
    private final CoreStarts coreStarts;
    private final IdentityService identity;

    public CamundaTokens(
            RuntimeService runtime, RepositoryService repository, CoreStarts coreStarts, IdentityService identity) {
        this.runtime = runtime;
        this.repository = repository;
        this.catching = new CatchingPaths(repository);
        this.coreStarts = coreStarts;
        this.identity = identity;
    }

    @Override
    public Status status(StepRecord step) {
        List<Execution> instances = runtime.createNativeExecutionQuery()
                .sql(INSTANCES_OF_WAITING)
                .parameter("id", step.execution())
                .parameter("activity", step.activity())
                .list();
        if (instances.isEmpty()) {
            return Status.GONE;
        }
        return instances.stream().anyMatch(Execution::isSuspended) ? Status.SUSPENDED : Status.WAITING;
    }

    private @Nullable ProcessInstance instance(Execution execution) {
        if (execution.getId().equals(execution.getProcessInstanceId())) {
            return (ExecutionEntity) execution;
        }
        return runtime.createProcessInstanceQuery()
                .processInstanceId(execution.getProcessInstanceId())
                .singleResult();
    }

    @Override
    public void advance(StepRecord step) {
        runtime.signal(step.execution());
    }

    @Override
    public boolean catchesFailure(StepRecord step) {
        Execution execution =
                runtime.createExecutionQuery().executionId(step.execution()).singleResult();
        ProcessInstance instance = instance(execution);
        if (instance == null) {
            return false;
        }
        return catching.exists(instance.getProcessDefinitionId(), step.activity());
    }

    @Override
    public void fail(StepRecord step, String message) {
        runtime.signal(step.execution(), StepDelegate.FAILED, message, Map.of());
    }

    @Override
    public boolean catchesLossOfSource(StepRecord step) {
        @Nullable
        Execution at = runtime.createExecutionQuery()
                .executionId(step.execution())
                .activityId(step.activity())
                .singleResult();
        @Nullable String activity = step.activity();
        while (at != null && activity != null) {
            ProcessInstance instance = instance(at);
            if (instance == null) {
                return false;
            }
            if (catching.catchLossOfSource(instance.getProcessDefinitionId(), activity)) {
                return true;
            }
            // The calling execution, where the instance was called by another one.
            at = ((ExecutionEntity) instance).getSuperExecutionId() == null
                    ? null
                    : runtime.createExecutionQuery()
                            .executionId(((ExecutionEntity) instance).getSuperExecutionId())
                            .singleResult();
            activity = at == null ? null : ((ExecutionEntity) at).getActivityId();
        }
        return false;
    }

    @Override
    public void loseSource(Run run, StepRecord step, String reason) {
        questions(run).forEach(instance -> runtime.deleteProcessInstance(instance, "the source is lost: " + reason));
        // Inside the answer of a person, who may not move tokens; the server moves it, not that person.
        @Nullable Authentication person = identity.getCurrentAuthentication();
        identity.clearAuthentication();
        try {
            runtime.signal(step.execution(), StepDelegate.LOST, reason, Map.of());
        } finally {
            if (person != null) {
                identity.setAuthentication(person);
            }
        }
    }

    @Override
    public void askAboutFailure(Run run, StepRecord step, String question, List<String> choices) {
        VariableMap variables = Variables.createVariables()
                .putValue("runId", run.id().value())
                .putValue("planId", run.plan().value())
                .putValue("stepId", step.id())
                .putValue("question", question)
                .putValue("abortable", choices.contains(Decisions.ABORT))
                .putValue("losable", choices.contains(Decisions.UNPLANNED))
                .putValue("statable", choices.contains(Decisions.STATED))
                .putValue("choices", String.join(" ", choices));
        coreStarts.start(
                () -> runtime.startProcessInstanceByKey(DECIDE, run.id().value(), variables));
    }

    @Override
    public void askForProtection(Run run, String question) {
        if (repository
                        .createProcessDefinitionQuery()
                        .processDefinitionKey(RESTORE_PROTECTION)
                        .count()
                == 0) {
            LOG.warn("plan={} run={} nobody is asked: {} is not deployed", run.plan(), run.id(), RESTORE_PROTECTION);
            return;
        }
        VariableMap variables = Variables.createVariables()
                .putValue("runId", run.id().value())
                .putValue("planId", run.plan().value())
                .putValue("question", question);
        coreStarts.start(() ->
                runtime.startProcessInstanceByKey(RESTORE_PROTECTION, run.id().value(), variables));
    }

    @Override
    public void endAskingForProtection(PlanId plan) {
        instances(RESTORE_PROTECTION, "planId", plan.value())
                .forEach(instance -> runtime.deleteProcessInstance(instance, "plan " + plan + " is protected"));
    }

    @Override
    public void cancel(Run run, String reason) {
        questions(run).forEach(instance -> runtime.deleteProcessInstance(instance, reason));
        boolean there = runtime.createProcessInstanceQuery()
                        .processInstanceId(run.processInstance())
                        .count()
                > 0;
        if (there) {
            runtime.deleteProcessInstance(run.processInstance(), reason);
        }
    }

    @Override
    public void withdrawQuestions(Run run) {
        questions(run).forEach(instance -> runtime.deleteProcessInstance(instance, "run " + run.id() + " has ended"));
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

    private List<String> questions(Run run) {
        return instances(DECIDE, "runId", run.id().value());
    }

    private List<String> instances(String process, String variable, String value) {
        return runtime
                .createProcessInstanceQuery()
                .processDefinitionKey(process)
                .variableValueEquals(variable, value)
                .list()
                .stream()
                .map(ProcessInstance::getId)
                .toList();
    }

    private Set<String> instances(Run run) {
        return runtime.createProcessInstanceQuery().rootProcessInstanceId(run.processInstance()).list().stream()
                .map(ProcessInstance::getId)
                .collect(Collectors.toSet());
    }
}
