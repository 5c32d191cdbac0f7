package io.changeover.runbook.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.changeover.config.Connectors;
import io.changeover.runbook.deploy.AllowedBeans;
import io.changeover.runbook.deploy.RunbookLockdown;
import io.changeover.runbook.lint.Delegate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Diagrams in which the library of Camunda Modeler has applied each template to an empty task, made by {@code
 * scripts/templates}: each passes the rules at the door of the engine and runs.
 */
class AppliedTemplatesTest {
    private static final Path TEMPLATES = Path.of("processes/.camunda/element-templates");
    private static final List<String> RAN = new ArrayList<>();
    private static ProcessEngine engine;

    @BeforeAll
    static void open() {
        Map<String, Object> beans = new HashMap<>();
        Delegate.beanNames().forEach(name -> beans.put(name, (JavaDelegate) execution -> RAN.add(name)));
        StandaloneInMemProcessEngineConfiguration configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
        configuration.setProcessEngineName("applied");
        AllowedBeans allowed = new AllowedBeans(Delegate.beanNames(), Set.of(), beans::get);
        configuration.getProcessEnginePlugins().add(new RunbookLockdown(allowed, Set.of(), Connectors.descriptors()));
        engine = configuration.buildProcessEngine();
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @Test
    void theyWereMadeFromTheTemplatesOfToday() throws Exception {
        MessageDigest sum = MessageDigest.getInstance("SHA-256");
        try (Stream<Path> files = Files.list(TEMPLATES)) {
            for (Path file : files.sorted().toList()) {
                sum.update(Files.readAllBytes(file));
            }
        }
        assertThat(read().get("templates").asText())
                .as("run scripts/templates")
                .isEqualTo(HexFormat.of().formatHex(sum.digest()));
    }

    @Test
    void eachIsDeployedAndRuns() throws IOException {
        JsonNode applied = read().get("applied");
        List<String> ids = new ArrayList<>();
        applied.fieldNames().forEachRemaining(ids::add);
        assertThat(ids).hasSizeGreaterThan(Delegate.values().length + 15);

        for (String id : ids) {
            RAN.clear();
            String xml = applied.get(id).asText();
            assertThat(xml).contains("camunda:modelerTemplate=\"" + id + "\"").doesNotContain("<bpmn:task ");
            Deployment deployed = deploy(xml);
            ProcessInstance run =
                    engine.getRuntimeService().startProcessInstanceByKey("applied", Map.of("approvers", "approvers"));
            if (id.startsWith("io.changeover.connector.")) {
                assertThat(RAN).as(id).contains("runConnector");
            } else if (id.startsWith("io.changeover.step.")) {
                assertThat(RAN).as(id).contains(id.substring(id.lastIndexOf('.') + 1));
            } else {
                answer(run);
            }
            assertThat(engine.getRuntimeService()
                            .createProcessInstanceQuery()
                            .processInstanceId(run.getId())
                            .count())
                    .as(id)
                    .isZero();
            engine.getRepositoryService().deleteDeployment(deployed.getId(), true);
        }
    }

    private static void answer(ProcessInstance run) {
        Task task = engine.getTaskService()
                .createTaskQuery()
                .processInstanceId(run.getId())
                .singleResult();
        assertThat(engine.getTaskService().getIdentityLinksForTask(task.getId()))
                .singleElement()
                .satisfies(link -> assertThat(link.getGroupId()).isIn("operators", "approvers"));
        engine.getTaskService().complete(task.getId());
    }

    private static Deployment deploy(String xml) throws IOException {
        DeploymentBuilder deployment = engine.getRepositoryService()
                .createDeployment()
                .addInputStream("applied.bpmn", new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        try (Stream<Path> forms = Files.list(Path.of("processes/forms"))) {
            for (Path form : forms.toList()) {
                deployment.addString(form.getFileName().toString(), Files.readString(form));
            }
        }
        return deployment.deploy();
    }

    private static JsonNode read() throws IOException {
        try (InputStream file = AppliedTemplatesTest.class.getResourceAsStream("/element-templates/applied.json")) {
            return new ObjectMapper().readTree(file);
        }
    }
}
