package io.changeover.runbook.trial;

import io.changeover.runbook.deploy.AllowedBeans;
import io.changeover.runbook.deploy.RunbookLockdown;
import io.changeover.runbook.lint.Delegate;
import io.changeover.runbook.lint.RunbookLint;
import io.changeover.runbook.step.CatchingPaths;
import io.changeover.runbook.step.StepDelegate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.ProcessEngines;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.jobexecutor.AsyncContinuationJobHandler;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.management.JobDefinition;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.runtime.EventSubscription;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.Job;
import org.jspecify.annotations.Nullable;

/**
 * A bare engine under the same lock as the server's, with one set of runbooks, in memory. One run at a time; nothing goes
 * on before {@link #carryOut} says how. Not thread-safe.
 */
final class TrialEngine implements AutoCloseable {
    private final Diagrams diagrams;
    private final ProcessEngine engine;
    private final Marks marks = new Marks();
    private final Map<String, String> keys = new HashMap<>();
    private final Map<String, String> timers = new HashMap<>();
    private boolean asynchronous;
    private final CatchingPaths catching;
    private boolean promoted;

    TrialEngine(Map<String, String> files, Diagrams diagrams) {
        this.diagrams = diagrams;
        Map<String, Object> beans = StandIns.all();
        ProcessEngineConfigurationImpl configuration = new StandaloneInMemProcessEngineConfiguration();
        String name = "trial-" + UUID.randomUUID();
        configuration.setProcessEngineName(name);
        configuration.setJdbcUrl("jdbc:h2:mem:" + name);
        configuration.setHistory(ProcessEngineConfiguration.HISTORY_NONE);
        configuration.setMetricsEnabled(false);
        configuration.setEnableCmdExceptionLogging(false);
        configuration.setCustomPostBPMNParseListeners(new ArrayList<BpmnParseListener>(List.of(marks)));
        AllowedBeans allowed = new AllowedBeans(
                Delegate.beanNames(), RunbookLint.CALLABLE, bean -> Objects.requireNonNull(beans.get(bean), bean));
        configuration.setProcessEnginePlugins(
                new ArrayList<>(List.of(new RunbookLockdown(allowed, Set.of(), List.of()))));
        engine = configuration.buildProcessEngine();
        try {
            ProcessEngines.unregister(engine); // else the engine's own doors would lead to it
            catching = new CatchingPaths(engine.getRepositoryService());
            deploy(files);
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    private void deploy(Map<String, String> files) {
        DeploymentBuilder deployment = engine.getRepositoryService().createDeployment();
        files.forEach(deployment::addString);
        deployment.deploy();
        engine.getRepositoryService().createProcessDefinitionQuery().list().stream()
                .forEach(definition -> keys.put(definition.getId(), definition.getKey()));
        for (JobDefinition job : management().createJobDefinitionQuery().list()) {
            timers.put(job.getId(), job.getActivityId());
            asynchronous |= job.getJobType().equals(AsyncContinuationJobHandler.TYPE);
        }
    }

    Marks marks() {
        return marks;
    }

    /** Whether the point of no return lies behind. */
    boolean promoted() {
        return promoted;
    }

    boolean ended() {
        return runtime().createProcessInstanceQuery().count() == 0;
    }

    /** All that the run waits for, in an order that is the same in every run. */
    List<Token> tokens() {
        passAsynchronousStarts();
        List<Token> found = new ArrayList<>(steps());
        engine.getTaskService()
                .createTaskQuery()
                .list()
                .forEach(task -> found.add(new Token(
                        Token.Kind.TASK,
                        task.getId(),
                        key(task.getProcessDefinitionId()),
                        task.getTaskDefinitionKey())));
        management().createJobQuery().timers().list().forEach(job -> found.add(timer(job)));
        for (EventSubscription event : runtime().createEventSubscriptionQuery().list()) {
            boolean told = event.getEventType().equals("message")
                    || event.getEventType().equals("signal");
            if (told && event.getExecutionId() != null) {
                String process = key(definition(event.getExecutionId()));
                found.add(new Token(Token.Kind.EVENT, event.getId(), process, event.getActivityId()));
            }
        }
        found.sort(Comparator.comparing(Token::kind).thenComparing(Token::place));
        return found;
    }

    private List<Token> steps() {
        List<Token> found = new ArrayList<>();
        for (Execution execution : runtime().createExecutionQuery().list()) {
            ExecutionEntity one = (ExecutionEntity) execution;
            @Nullable String element = one.getActivityId();
            String process = key(one.getProcessDefinitionId());
            if (element != null && diagrams.step(process, element).isPresent()) {
                found.add(new Token(Token.Kind.STEP, one.getId(), process, element));
            }
        }
        return found;
    }

    private Token timer(Job job) {
        String element = Objects.requireNonNull(timers.get(job.getJobDefinitionId()), job.getId());
        return new Token(Token.Kind.TIMER, job.getId(), job.getProcessDefinitionKey(), element);
    }

    private void passAsynchronousStarts() {
        if (asynchronous) {
            management()
                    .createJobQuery()
                    .messages()
                    .list()
                    .forEach(job -> management().executeJob(job.getId()));
        }
    }

    /** What tells one situation from another: where the run waits, and what its expressions may read. */
    String situation(List<Token> tokens) {
        Set<String> variables = runtime().createVariableInstanceQuery().list().stream()
                .filter(one -> !one.getName().startsWith("nrOf"))
                .map(one -> one.getName() + "=" + one.getValue())
                .collect(Collectors.toCollection(TreeSet::new));
        return tokens.stream().map(Token::place).toList() + " " + variables + (promoted ? " promoted" : "");
    }

    /** Whether the diagram has a path of its own for a failure of the step. */
    boolean catchesFailure(Token token) {
        return token.kind() == Token.Kind.STEP && catching.exists(definition(token.id()), token.element());
    }

    /** Whether it has one, here or in a process that calls this one, for the loss of the source. */
    boolean catchesLoss(Token token) {
        if (token.kind() != Token.Kind.STEP) {
            return false;
        }
        @Nullable String execution = token.id();
        String element = token.element();
        while (execution != null) {
            if (catching.catchLossOfSource(definition(execution), element)) {
                return true;
            }
            ExecutionEntity instance = (ExecutionEntity) runtime()
                    .createProcessInstanceQuery()
                    .processInstanceId(find(execution).getProcessInstanceId())
                    .singleResult();
            execution = instance.getSuperExecutionId();
            element = execution == null ? element : find(execution).getActivityId();
        }
        return false;
    }

    private ExecutionEntity find(String execution) {
        return (ExecutionEntity)
                runtime().createExecutionQuery().executionId(execution).singleResult();
    }

    private String key(String definition) {
        return Objects.requireNonNull(keys.get(definition), definition);
    }

    private String definition(String execution) {
        return find(execution).getProcessDefinitionId();
    }

    /** Lets that happen, and all that follows from it up to the next thing that is waited for. */
    void carryOut(Option option) {
        marks.choice();
        switch (option.deed()) {
            case START -> runtime().startProcessInstanceByKey(option.process(), "TRIAL-1", option.variables());
            case PASS -> pass(option);
            case FAIL -> runtime().signal(option.token(), StepDelegate.FAILED, "a trial", Map.of());
            case LOSE -> runtime().signal(option.token(), StepDelegate.LOST, "a trial", Map.of());
            case ABORT -> clear();
            case ANSWER -> engine.getTaskService().complete(option.token(), option.variables());
            case RING -> management().executeJob(option.token());
            case RECEIVE -> receive(option.token());
        }
    }

    private void pass(Option option) {
        promoted |= diagrams.step(option.process(), option.element())
                .filter(step -> step.effect() == Delegate.Effect.PROMOTE)
                .isPresent();
        runtime().signal(option.token(), null, null, option.variables());
    }

    private void receive(String subscription) {
        EventSubscription event = runtime()
                .createEventSubscriptionQuery()
                .eventSubscriptionId(subscription)
                .singleResult();
        if (event.getEventType().equals("message")) {
            runtime().messageEventReceived(event.getEventName(), event.getExecutionId());
        } else {
            runtime().signalEventReceived(event.getEventName(), event.getExecutionId());
        }
    }

    /** Leaves nothing of the present run. */
    void clear() {
        promoted = false;
        runtime()
                .createProcessInstanceQuery()
                .rootProcessInstances()
                .list()
                .forEach(run -> runtime().deleteProcessInstance(run.getId(), "the trial goes on"));
    }

    private RuntimeService runtime() {
        return engine.getRuntimeService();
    }

    private ManagementService management() {
        return engine.getManagementService();
    }

    @Override
    public void close() {
        engine.close();
    }
}
