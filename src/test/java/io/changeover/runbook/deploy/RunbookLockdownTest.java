package io.changeover.runbook.deploy;

import static io.changeover.runbook.lint.Diagram.bytes;
import static io.changeover.runbook.lint.Diagram.end;
import static io.changeover.runbook.lint.Diagram.flow;
import static io.changeover.runbook.lint.Diagram.flowIf;
import static io.changeover.runbook.lint.Diagram.runbook;
import static io.changeover.runbook.lint.Diagram.start;
import static io.changeover.runbook.lint.Diagram.step;
import static io.changeover.runbook.lint.Diagram.userTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changeover.runbook.lint.Delegate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.Expression;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.bpmn.deployer.BpmnDeployer;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunbookLockdownTest {
    /** Answers for the order of groups; package-private and final as the real one may be. */
    static final class Groups {
        public List<String> inStopOrder(DelegateExecution execution) {
            return List.of("app", "database", "plan " + execution.getVariable("plan"));
        }
    }

    @TempDir
    Path folder;

    private static final List<String> ran = new ArrayList<>();
    private static final Map<String, Object> beans = new HashMap<>();
    private static ProcessEngine engine;

    @BeforeAll
    static void open() {
        engine = engine();
    }

    private static ProcessEngine engine() {
        Delegate.beanNames().forEach(name -> beans.put(name, (JavaDelegate) execution -> ran.add(name)));
        beans.put("groups", new Groups());
        beans.put("secret", new Groups());
        StandaloneInMemProcessEngineConfiguration configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
        configuration.setProcessEngineName("lock-" + UUID.randomUUID());
        AllowedBeans allowed = new AllowedBeans(Delegate.beanNames(), Set.of("groups"), beans::get);
        configuration.getProcessEnginePlugins().add(new RunbookLockdown(allowed, Set.of(), List.of()));
        return configuration.buildProcessEngine();
    }

    @AfterEach
    void empty() {
        RepositoryService repository = engine.getRepositoryService();
        repository.createDeploymentQuery().list().forEach(one -> repository.deleteDeployment(one.getId(), true));
        ran.clear();
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @Test
    void aGoodRunbookRunsThroughItsStepsAndGroups() {
        String loop =
                "><bpmn:multiInstanceLoopCharacteristics isSequential=\"true\" camunda:collection=\"${groups.inStopOrder(execution)}\" camunda:elementVariable=\"group\"/></bpmn:serviceTask>";
        deploy(runbook(
                "r",
                start("Start_R") + step("Task_Stop", "Stop", "stopInstances").replace("/>", loop)
                        + step("Task_Prove", "Prove", "proveSourceQuiet") + "<bpmn:exclusiveGateway id=\"Gateway_Go\"/>"
                        + step("Task_Promote", "Promote", "promoteDatasets") + end("End_R") + end("End_No")
                        + flow("Start_R", "Task_Stop", "Task_Prove", "Gateway_Go") + flow("Task_Promote", "End_R")
                        + flowIf("Gateway_Go", "Task_Promote", "${plan == 'shop'}")
                        + flowIf("Gateway_Go", "End_No", "${plan != 'shop'}")));
        engine.getRuntimeService().startProcessInstanceByKey("r", Map.of("plan", "shop"));
        assertThat(ran)
                .containsExactly(
                        "stopInstances", "stopInstances", "stopInstances", "proveSourceQuiet", "promoteDatasets");
    }

    @Test
    void noVariableStandsInForAStep() {
        deploy(runbook(
                "r",
                start("Start_R")
                        + step("Task_Prove", "Prove", "proveSourceQuiet")
                        + end("End_R")
                        + flow("Start_R", "Task_Prove", "End_R")));
        engine.getRuntimeService().startProcessInstanceByKey("r", Map.of("proveSourceQuiet", "quiet"));
        assertThat(ran).containsExactly("proveSourceQuiet");
    }

    @Test
    void shellTasksRunNothing() {
        Path trace = folder.resolve("trace");
        String shell = "<bpmn:serviceTask id=\"Task_Shell\" camunda:type=\"shell\"><bpmn:extensionElements>"
                + "<camunda:field name=\"command\" stringValue=\"touch\"/><camunda:field name=\"arg1\" stringValue=\"%s\"/>"
                        .formatted(trace)
                + "</bpmn:extensionElements></bpmn:serviceTask>";
        assertRefused(runbook("r", start("Start_R") + shell + flow("Start_R", "Task_Shell")), "Task_Shell", "NO_CODE");
        assertThat(Files.exists(trace)).isFalse();
    }

    @Test
    void theEnginesOwnReadingIsJudgedAsWell() {
        ProcessEngineConfigurationImpl configuration =
                (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        configuration
                .getDeploymentCache()
                .setDeployers(List.of(configuration.getDeployers().stream()
                        .filter(BpmnDeployer.class::isInstance)
                        .findFirst()
                        .orElseThrow()));
        assertRefused(
                runbook("r", start("Start_R") + "<bpmn:serviceTask id=\"Task_A\" camunda:class=\"a.B\"/>"),
                "Task_A",
                "NO_CODE");
        assertRefused(
                runbook(
                        "r",
                        start("Start_R")
                                + "<bpmn:scriptTask id=\"Task_A\" scriptFormat=\"x\"><bpmn:script>1</bpmn:script></bpmn:scriptTask>"),
                "Task_A",
                "NO_CODE");
        assertRefused(runbook("r", start("Start_R") + step("Task_A", "A", "secret")), "Task_A", "UNKNOWN_DELEGATE");
        String old = runbook("r", start("Start_R") + "<bpmn:serviceTask id=\"Task_A\" old:class=\"a.B\"/>")
                .replace("xmlns:di=", "xmlns:old=\"http://activiti.org/bpmn\" xmlns:di=");
        assertRefused(old, "Task_A", "NO_CODE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${''.getClass().forName('java.lang.Runtime').getMethod('getRuntime').invoke(null).exec('touch x')}",
                "${''.class}",
                "${execution.getClass()}",
                "${execution.engineServices}",
                "${execution.getProcessEngineServices().getRepositoryService()}",
                "${execution.processEngine}",
                "${execution.setVariable('a', 'b')}",
                "${secret.inStopOrder(execution)}",
                "${groups.getClass()}",
                "${groups.notify()}",
                "${groups.hashCode()}",
                "${promoteDatasets.execute(execution)}",
                "${promoteDatasets.class}",
                "${'a'.repeat(9)}",
                "${execution.variables.put('a', 'b')}"
            })
    void attacksByExpressionFail(String attack) {
        assertThatThrownBy(() -> evaluate(attack)).isInstanceOf(RuntimeException.class);
        assertThat(ran).isEmpty();
    }

    @Test
    void harmlessExpressionsWork() {
        assertThat(evaluate("${plan == 'shop' && execution.processInstanceId != null}"))
                .isEqualTo(true);
        assertThat(evaluate("${execution.hasVariable('plan')}")).isEqualTo(true);
        assertThat(evaluate("${groups.inStopOrder(execution)}")).isEqualTo(List.of("app", "database", "plan shop"));
        assertThat(evaluate("${groups.inStopOrder(execution).size()}")).isEqualTo(3);
    }

    @Test
    void dmnAndCmmnAreNotDeployed() {
        ProcessEngineConfigurationImpl configuration =
                (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        assertThat(configuration.isDmnEnabled()).isFalse();
        assertThat(configuration.isCmmnEnabled()).isFalse();
        assertThat(configuration.isEnableExpressionsInStoredQueries()).isFalse();
        assertThatThrownBy(() -> configuration.getScriptEngineResolver().getScriptEngine("groovy", true))
                .hasMessageContaining("switched off");
    }

    private Object evaluate(String text) {
        if (engine.getRepositoryService().createProcessDefinitionQuery().count() == 0) {
            deploy(runbook(
                    "r",
                    start("Start_R")
                            + userTask("Task_Wait", "MANUAL", "operators")
                            + end("End_R")
                            + flow("Start_R", "Task_Wait", "End_R")));
        }
        String run = engine.getRuntimeService()
                .startProcessInstanceByKey("r", Map.of("plan", "shop"))
                .getId();
        ProcessEngineConfigurationImpl configuration =
                (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        return configuration.getCommandExecutorTxRequired().execute(context -> {
            ExecutionEntity execution =
                    Context.getCommandContext().getExecutionManager().findExecutionById(run);
            Expression expression = configuration.getExpressionManager().createExpression(text);
            return expression.getValue(execution);
        });
    }

    private void deploy(String... files) {
        DeploymentBuilder deployment = engine.getRepositoryService().createDeployment();
        for (int i = 0; i < files.length; i++) {
            deployment.addInputStream("file-%d.bpmn".formatted(i), new java.io.ByteArrayInputStream(bytes(files[i])));
        }
        deployment.deploy();
    }

    private void assertRefused(String file, String element, String rule) {
        assertThatThrownBy(() -> deploy(file))
                .isInstanceOf(ParseException.class)
                .satisfies(refusal -> assertThat(((ParseException) refusal)
                                .getResorceReports()
                                .get(0)
                                .getErrors())
                        .anySatisfy(problem -> {
                            assertThat(problem.getMainElementId()).isEqualTo(element);
                            assertThat(problem.getMessage()).contains(rule);
                        }));
        assertThat(engine.getRepositoryService().createDeploymentQuery().count())
                .isZero();
    }
}
