package io.changeover.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.bpmn.behavior.AbstractBpmnActivityBehavior;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;

/** A bare engine with all files of the processes folder deployed together. Steps wait until a test says how they went. */
final class RunbookEngine implements AutoCloseable {
    static final Path PROCESSES = Path.of("processes");
    private static final String FAIL = "fail";
    private static final List<String> DELEGATES = List.of(
            "checkReadiness",
            "gatherEvidence",
            "planWindow",
            "prepareDatasets",
            "stopInstances",
            "syncDatasets",
            "fenceSource",
            "unfenceStandby",
            "proveSourceQuiet",
            "readRoles",
            "judgeRoles",
            "demoteDatasets",
            "promoteDatasets",
            "startInstances",
            "checkHealth",
            "switchRoutes",
            "verifyTraffic",
            "protectDatasets",
            "cloneDatasets",
            "cleanUpDrill",
            "runConnector",
            "undoChanges",
            "applyDecision");

    private final ProcessEngine engine;

    RunbookEngine() {
        Map<Object, Object> beans = new HashMap<>();
        DELEGATES.forEach(name -> beans.put(name, new WaitingStep()));
        beans.put("groups", new Groups());
        beans.put("drill", new DrillLimit());
        ProcessEngineConfigurationImpl configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setProcessEngineName("runbooks");
        configuration.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
        configuration.setBeans(beans);
        configuration.setDmnEnabled(false);
        configuration.setCmmnEnabled(false);
        configuration.setEnableExceptionsAfterUnhandledBpmnError(true);
        engine = configuration.buildProcessEngine();
        deployAll();
    }

    ProcessEngine engine() {
        return engine;
    }

    /** All BPMN and form files, paths relative to the processes folder. */
    static List<Path> files() {
        try (Stream<Path> found = Files.walk(PROCESSES)) {
            return found.filter(file ->
                            file.toString().endsWith(".bpmn") || file.toString().endsWith(".form"))
                    .map(PROCESSES::relativize)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void deployAll() {
        DeploymentBuilder deployment = engine.getRepositoryService().createDeployment();
        for (Path file : files()) {
            try {
                deployment.addString(file.toString(), Files.readString(PROCESSES.resolve(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        deployment.deploy();
    }

    ProcessInstance start(String runbook) {
        return start(runbook, false);
    }

    ProcessInstance start(String runbook, boolean dryRun) {
        Map<String, Object> variables = Map.of(
                "runId", "run-1",
                "planId", "shop",
                "sourceSite", "fra",
                "targetSite", "ams",
                "dryRun", dryRun,
                "approvers", "approvers",
                "lossApprovers", "approvers",
                "approvalNeeded", false,
                "hold", false);
        return engine.getRuntimeService().startProcessInstanceByKey(runbook, "CHG-1", variables);
    }

    /** Lets the step that waits at the activity succeed, and sets what it would set. */
    void succeed(String activity, Map<String, Object> results) {
        engine.getRuntimeService().signal(waitingAt(activity).getId(), null, null, results);
    }

    void succeed(String... activities) {
        for (String activity : activities) {
            succeed(activity, Map.of());
        }
    }

    void fail(String activity) {
        engine.getRuntimeService().signal(waitingAt(activity).getId(), FAIL, null, Map.of());
    }

    /** The one execution that waits at the activity, in whatever process instance. */
    Execution waitingAt(String activity) {
        List<Execution> waiting = engine.getRuntimeService()
                .createExecutionQuery()
                .activityId(activity)
                .list();
        assertThat(waiting).as("tokens at %s", activity).hasSize(1);
        return waiting.get(0);
    }

    Object variableAt(String activity, String name) {
        return engine.getRuntimeService().getVariable(waitingAt(activity).getId(), name);
    }

    Task task(String activity) {
        Task task = engine.getTaskService()
                .createTaskQuery()
                .taskDefinitionKey(activity)
                .singleResult();
        assertThat(task).as("user task %s", activity).isNotNull();
        return task;
    }

    void answer(String activity, Map<String, Object> answer) {
        engine.getTaskService().complete(task(activity).getId(), answer);
    }

    /** The text of the form that the person sees at the user task. */
    String formOf(String activity) throws IOException {
        try (InputStream form =
                engine.getFormService().getDeployedTaskForm(task(activity).getId())) {
            return new String(form.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    Job timer(String activity) {
        return engine.getManagementService()
                .createJobQuery()
                .activityId(activity)
                .singleResult();
    }

    void ring(String activity) {
        engine.getManagementService().executeJob(timer(activity).getId());
    }

    /** The block that the run is in now. */
    ProcessInstance blockOf(ProcessInstance run) {
        return engine.getRuntimeService()
                .createProcessInstanceQuery()
                .superProcessInstanceId(run.getId())
                .singleResult();
    }

    void endAll() {
        engine.getRuntimeService()
                .createProcessInstanceQuery()
                .rootProcessInstances()
                .list()
                .forEach(
                        instance -> engine.getRuntimeService().deleteProcessInstance(instance.getId(), "test is over"));
    }

    @Override
    public void close() {
        engine.close();
    }

    /** Leaves the token where it is until it is signalled, as real steps do. */
    static final class WaitingStep extends AbstractBpmnActivityBehavior {
        @Override
        public void execute(ActivityExecution execution) {
            // waits for the signal
        }

        @Override
        public void signal(ActivityExecution execution, String name, Object data) {
            if (FAIL.equals(name)) {
                throw new BpmnError("STEP_FAILED");
            }
            leave(execution);
        }
    }

    /** When a drill ends by itself, as the diagram asks for it. */
    public static final class DrillLimit {
        public String until(DelegateExecution execution) {
            assertThat(execution.getVariable("planId")).isEqualTo("shop");
            return "2031-03-01T01:00:00Z";
        }
    }

    /** The plan's groups, as the diagrams ask for them. */
    public static final class Groups {
        public List<String> inStartOrder(DelegateExecution execution) {
            assertThat(execution.getVariable("planId")).isEqualTo("shop");
            return List.of("database", "app");
        }

        public List<String> inStopOrder(DelegateExecution execution) {
            assertThat(execution.getVariable("planId")).isEqualTo("shop");
            return List.of("app", "database");
        }
    }
}
