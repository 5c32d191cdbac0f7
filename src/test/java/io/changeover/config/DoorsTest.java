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
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(classes = GuardApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
class DoorsTest {
    private static final String ENGINE_REST = "/engine-rest/deployment/create";
    private static final String WEBAPP = "/camunda/api/engine/engine/default/deployment/create";

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

    private Doors doors;

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
        for (String setting : GuardApplication.SETTINGS) {
            String[] pair = setting.split("=", 2);
            registry.add(pair[0], () -> pair[1].replace("mem:guard", "mem:doors"));
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/plans",
                "/engine-rest/process-definition",
                "/engine-rest/user",
                "/actuator/info",
                "/actuator"
            })
    void withoutALoginAProgramGetsA401AsProblem(String path) throws Exception {
        HttpResponse<String> answer = doors.anonymous("GET", path);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(doors.json(answer).get("status").asInt()).isEqualTo(401);
    }

    @Test
    void healthIsOpen() throws Exception {
        assertThat(doors.anonymous("GET", "/actuator/health").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/runs, 200, 200, 200, 200, 403",
        "PUT, /api/v1/plans/shop, 403, 200, 403, 200, 403",
        "POST, /api/v1/runs, 403, 200, 403, 200, 403",
        "POST, /api/v1/runs/7/abort, 403, 200, 403, 200, 403",
        "POST, /api/v1/decisions/9, 403, 200, 200, 200, 403",
        "DELETE, /api/v1/plans/shop, 403, 403, 403, 200, 403"
    })
    void rolesDecideWhatMayBeDone(
            String method, String path, int viewer, int operator, int approver, int admin, int nobody)
            throws Exception {
        assertThat(doors.as("vera", method, path, "{}").statusCode())
                .as("viewer")
                .isEqualTo(viewer);
        assertThat(doors.as("olga", method, path, "{}").statusCode())
                .as("operator")
                .isEqualTo(operator);
        assertThat(doors.as("anna", method, path, "{}").statusCode())
                .as("approver")
                .isEqualTo(approver);
        assertThat(doors.as("root", method, path, "{}").statusCode())
                .as("admin")
                .isEqualTo(admin);
        assertThat(doors.as("nina", method, path, "{}").statusCode())
                .as("nobody")
                .isEqualTo(nobody);
    }

    @Test
    void a403IsAProblemThatNamesTheUser() throws Exception {
        HttpResponse<String> answer = doors.as("vera", "POST", "/api/v1/runs", "{}");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(doors.json(answer).get("detail").asText()).contains("vera may not POST /api/v1/runs");
    }

    @Test
    void operatorsStartThroughTheEngineAndViewersDoNot() throws Exception {
        String start = "/engine-rest/process-definition/key/plain/start";
        assertThat(doors.as("vera", "POST", start, "{}").statusCode()).isEqualTo(403);
        assertThat(doors.as("anna", "POST", start, "{}").statusCode()).isEqualTo(403);
        assertThat(doors.as("olga", "POST", start, "{}").statusCode()).isEqualTo(200);
        assertThat(doors.json(doors.as("vera", "GET", "/engine-rest/process-definition", ""))
                        .size())
                .isEqualTo(4);
        assertThat(doors.json(doors.as("nina", "GET", "/engine-rest/process-definition", ""))
                        .size())
                .isZero();
    }

    @Test
    void onlyCandidatesWorkOnATask() throws Exception {
        String run = runs.startProcessInstanceByKey("plain").getId();
        String task =
                tasks.createTaskQuery().processInstanceId(run).singleResult().getId();
        assertThat(doors.json(doors.as("vera", "GET", "/engine-rest/task?processInstanceId=" + run, ""))
                        .size())
                .isEqualTo(1);
        assertThat(doors.as("vera", "POST", "/engine-rest/task/" + task + "/complete", "{}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(doors.as("olga", "POST", "/engine-rest/task/" + task + "/complete", "{}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(doors.as("anna", "POST", "/engine-rest/task/" + task + "/complete", "{}")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void aRefusedStartIsA409WithAllReasons() throws Exception {
        HttpResponse<String> answer = doors.as("olga", "POST", "/engine-rest/process-definition/key/gated/start", "{}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
        assertThat(doors.json(answer).get("type").asText()).isEqualTo("RefusedException");
        assertThat(doors.json(answer).get("message").asText())
                .isEqualTo("PLAN_HELD: the plan is held by run 7; LAG_UNKNOWN: the lag is unknown");
        assertThat(doors.json(answer).get("blockers").get(1).get("code").asText())
                .isEqualTo("LAG_UNKNOWN");
    }

    @Test
    void aRefusedAnswerToATaskIsA409ByBothDoors() throws Exception {
        String run = runs.startProcessInstanceByKey("stubborn").getId();
        String task =
                tasks.createTaskQuery().processInstanceId(run).singleResult().getId();
        HttpResponse<String> rest = doors.as("anna", "POST", "/engine-rest/task/" + task + "/complete", "{}");
        assertThat(rest.statusCode()).as(rest.body()).isEqualTo(409);
        assertThat(rest.body()).contains("held by run 7");
        browser("anna");
        for (String verb : new String[] {"complete", "submit-form"}) {
            HttpResponse<String> webapp =
                    doors.postInBrowser("/camunda/api/engine/engine/default/task/" + task + "/" + verb, "{}");
            assertThat(webapp.statusCode()).as(webapp.body()).isEqualTo(409);
            assertThat(webapp.body()).contains("held by run 7");
        }
    }

    @Test
    void otherErrorsOfTheEngineStayAsTheyWere() throws Exception {
        assertThat(doors.as("root", "POST", "/engine-rest/process-definition/key/none/start", "{}")
                        .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {ENGINE_REST, ENGINE_REST + "/", "/engine-rest/engine/default/deployment/create"})
    void onlyAnAdminDeploysThroughTheRestDoor(String path) throws Exception {
        Map<String, String> files = Map.of("d.bpmn", runbook("d", start("Start_R")));
        assertThat(doors.deployAs("olga", path, files).statusCode()).isEqualTo(403);
    }

    @Test
    void onlyAnAdminDeploysThroughTheWebappDoor() throws Exception {
        browser("olga");
        assertThat(doors.deployInBrowser(WEBAPP, Map.of("d.bpmn", runbook("d", start("Start_R"))))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aDangerousRunbookIsRefusedByBothDoorsWithElementAndReason() throws Exception {
        String hasty = runbook(
                "hasty",
                start("Start_R")
                        + step("Task_Promote", "Promote", "promoteDatasets")
                        + end("End_R")
                        + flow("Start_R", "Task_Promote", "End_R"));
        String shell =
                runbook("shell", start("Start_R") + "<bpmn:serviceTask id=\"Task_Shell\" camunda:type=\"shell\"/>");
        Map<String, String> files = Map.of("hasty.bpmn", hasty, "shell.bpmn", shell);
        HttpResponse<String> rest = doors.deployAs("root", ENGINE_REST, files);
        browser("root");
        HttpResponse<String> webapp = doors.deployInBrowser(WEBAPP, files);
        for (HttpResponse<String> answer : new HttpResponse[] {rest, webapp}) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(answer.body()).contains("Task_Promote", "PROMOTE_WITHOUT_PROOF", "Start_R > Promote");
            assertThat(answer.body()).contains("Task_Shell", "NO_CODE");
            assertThat(doors.json(answer).get("details").has("hasty.bpmn")).isTrue();
        }
        assertThat(repository
                        .createProcessDefinitionQuery()
                        .processDefinitionKeyIn("hasty", "shell")
                        .count())
                .isZero();
    }

    @Test
    void aGoodRunbookIsDeployedByAnAdmin() throws Exception {
        String good = runbook(
                "good",
                start("Start_R")
                        + step("Task_Check", "Check", "checkReadiness")
                        + end("End_R")
                        + flow("Start_R", "Task_Check", "End_R"));
        HttpResponse<String> answer = doors.deployAs("root", ENGINE_REST, Map.of("good.bpmn", good));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        repository.deleteDeployment(doors.json(answer).get("id").asText(), true);
    }

    @Test
    void nobodyMovesARunPastItsSteps() throws Exception {
        String middle =
                "{\"startInstructions\":[{\"type\":\"startBeforeActivity\",\"activityId\":\"End_R\"}],\"skipCustomListeners\":true}";
        HttpResponse<String> start =
                doors.as("root", "POST", "/engine-rest/process-definition/key/plain/start", middle);
        assertThat(start.statusCode()).as(start.body()).isEqualTo(409);
        String run = runs.startProcessInstanceByKey("plain").getId();
        HttpResponse<String> jump = doors.as(
                "root",
                "POST",
                "/engine-rest/process-instance/" + run + "/modification",
                "{\"instructions\":[{\"type\":\"startBeforeActivity\",\"activityId\":\"End_R\"}]}");
        assertThat(jump.statusCode()).as(jump.body()).isEqualTo(409);
        HttpResponse<String> signal = doors.as("root", "POST", "/engine-rest/execution/" + run + "/signal", "{}");
        assertThat(signal.body()).contains("RUN_PASSES_EVERY_STEP");
        assertThat(runs.createProcessInstanceQuery().processInstanceId(run).count())
                .isEqualTo(1);
    }

    @Test
    void aBlockThatActsIsNotStartedOnItsOwn() throws Exception {
        HttpResponse<String> answer =
                doors.as("root", "POST", "/engine-rest/process-definition/key/promote/start", "{}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
        assertThat(answer.body()).contains("NOT_A_RUNBOOK");
    }

    @Test
    void aFilterHoldsNoExpressions() throws Exception {
        String filter =
                "{\"resourceType\":\"Task\",\"name\":\"f\",\"owner\":\"root\",\"query\":{\"assigneeExpression\":\"${''.getClass()}\"}}";
        HttpResponse<String> made = doors.as("root", "POST", "/engine-rest/filter/create", filter);
        assertThat(made.statusCode()).as(made.body()).isGreaterThanOrEqualTo(400);
    }

    @Test
    void aBrowserIsSentToTheLoginAndBackToThePageItAskedFor() throws Exception {
        HttpResponse<String> sent = doors.open("/camunda/app/cockpit/default/");
        assertThat(sent.statusCode()).isEqualTo(302);
        assertThat(sent.headers().firstValue("Location").orElse("")).endsWith("/login");
        HttpResponse<String> back = doors.signIn("root", "root-pw");
        assertThat(back.headers().firstValue("Location").orElse("")).contains("/camunda/app/cockpit/default/");
    }

    @Test
    void withoutAPageAskedForTheTasklistOpensAlreadySignedIn() throws Exception {
        HttpResponse<String> answer = doors.signIn("vera", "vera-pw");
        assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/camunda/app/tasklist/default/");
        assertThat(doors.open("/camunda/app/tasklist/default/").statusCode()).isEqualTo(200);
        assertThat(doors.open("/camunda/api/admin/auth/user/default").body())
                .contains("\"userId\":\"vera\"", "tasklist")
                .doesNotContain("cockpit");
        assertThat(doors.open("/camunda/app/tasklist/styles/user-styles.css").body())
                .contains(".ce-eol-banner");
    }

    @Test
    void theWebappApiAnswers401NotARedirect() throws Exception {
        assertThat(doors.open("/camunda/api/engine/engine/default/task").statusCode())
                .isEqualTo(401);
    }

    @Test
    void aBrowserWithoutTheTokenChangesNothing() throws Exception {
        doors.signIn("root", "root-pw");
        assertThat(doors.postInBrowser("/camunda/api/engine/engine/default/process-definition/key/plain/start", "{}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(doors.postInBrowser("/engine-rest/process-definition/key/plain/start", "{}")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void pagesCarryAPolicyAndCannotBeFramedElsewhere() throws Exception {
        HttpResponse<String> login = doors.open("/login");
        assertThat(login.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("frame-ancestors 'self'");
        assertThat(login.headers().firstValue("X-Frame-Options")).hasValue("SAMEORIGIN");
    }

    private void browser(String user) throws Exception {
        doors.signIn(user, user + "-pw");
        assertThat(doors.open("/camunda/app/tasklist/default/").statusCode()).isEqualTo(200);
    }
}
