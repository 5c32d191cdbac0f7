package io.changeover.config;

import static io.changeover.runbook.lint.Diagram.end;
import static io.changeover.runbook.lint.Diagram.flow;
import static io.changeover.runbook.lint.Diagram.runbook;
import static io.changeover.runbook.lint.Diagram.start;
import static io.changeover.runbook.lint.Diagram.step;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoorsTest extends GuardedServer {
    private static final String ENGINE_REST = "/engine-rest/deployment/create";
    private static final String WEBAPP = "/camunda/api/engine/engine/default/deployment/create";

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
    void aFilterHoldsNoExpressions() throws Exception {
        String filter =
                "{\"resourceType\":\"Task\",\"name\":\"f\",\"owner\":\"root\",\"query\":{\"assigneeExpression\":\"${''.getClass()}\"}}";
        HttpResponse<String> made = doors.as("root", "POST", "/engine-rest/filter/create", filter);
        assertThat(made.statusCode()).as(made.body()).isGreaterThanOrEqualTo(400);
    }
}
