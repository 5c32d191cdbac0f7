package io.changeover.config;

import static io.changeover.runbook.lint.Diagram.block;
import static io.changeover.runbook.lint.Diagram.end;
import static io.changeover.runbook.lint.Diagram.flow;
import static io.changeover.runbook.lint.Diagram.runbook;
import static io.changeover.runbook.lint.Diagram.start;
import static io.changeover.runbook.lint.Diagram.step;
import static io.changeover.runbook.lint.Diagram.userTask;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A running server with one user per role, and a few runbooks. */
@SpringBootTest(classes = GuardApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
abstract class GuardedServer {

    @TempDir
    static Path folder;

    @LocalServerPort
    int port;

    @Autowired
    RepositoryService repository;

    @Autowired
    RuntimeService runs;

    @Autowired
    TaskService tasks;

    Doors doors;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) throws IOException {
        Path users = folder.resolve("users.yml");
        Files.writeString(users, """
                - { id: root, password: root-pw, groups: [camunda-admin] }
                - { id: olga, password: olga-pw, groups: [operators] }
                - { id: anna, password: anna-pw, groups: [approvers, dr-approvers] }
                - { id: vera, password: vera-pw, groups: [viewers] }
                - { id: nina, password: nina-pw, groups: [] }
                """);
        String database = java.util.UUID.randomUUID().toString();
        for (String setting : GuardApplication.SETTINGS) {
            String[] pair = setting.split("=", 2);
            registry.add(pair[0], () -> pair[1].replace("mem:guard", "mem:" + database));
        }
        registry.add("changeover.users-file", users::toString);
        registry.add("changeover.data-dir", folder::toString);
    }

    @BeforeEach
    void deploy() {
        doors = new Doors(port);
        if (repository.createProcessDefinitionQuery().count() == 0) {
            String ends = start("Start_R") + end("End_R");
            String task = userTask("Task_Approve", "APPROVAL", "dr-approvers");
            repository
                    .createDeployment()
                    .addString("plain.bpmn", runbook("plain", ends + task + flow("Start_R", "Task_Approve", "End_R")))
                    .addString("gated.bpmn", runbook("gated", ends + flow("Start_R", "End_R")))
                    .addString(
                            "stubborn.bpmn",
                            runbook(
                                    "stubborn",
                                    ends
                                            + userTask("Task_Refuses", "APPROVAL", "dr-approvers")
                                            + flow("Start_R", "Task_Refuses", "End_R")))
                    .addString(
                            "promote.bpmn",
                            block(
                                    "promote",
                                    ends
                                            + step("Task_Prove", "Prove", "proveSourceQuiet")
                                            + flow("Start_R", "Task_Prove", "End_R")))
                    .deploy();
        }
    }

    void browser(String user) throws Exception {
        doors.signIn(user, user + "-pw");
        assertThat(doors.open("/camunda/app/tasklist/default/").statusCode()).isEqualTo(200);
    }
}
