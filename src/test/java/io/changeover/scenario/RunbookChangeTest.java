package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import io.changeover.scenario.HttpDoor.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Runbooks are judged, tried out and deployed through the API, by whoever may. */
@SimulatedTest
class RunbookChangeTest {
    private static final String ROOT = "/api/v1/runbooks";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SWITCHOVER = Path.of("processes/switchover.bpmn");

    @Autowired
    private SimulatedServer server;

    @Autowired
    private RepositoryService repository;

    @LocalServerPort
    private int port;

    private HttpDoor http;
    private Set<String> before = Set.of();

    @BeforeEach
    void remember() {
        http = new HttpDoor(port);
        before = deployments();
    }

    @AfterEach
    void takeBack() {
        deployments().stream()
                .filter(one -> !before.contains(one))
                .forEach(one -> repository.deleteDeployment(one, true));
    }

    private Set<String> deployments() {
        return repository.createDeploymentQuery().list().stream()
                .map(Deployment::getId)
                .collect(Collectors.toSet());
    }

    @Test
    void aNewVersionIsTakenByNewRunsAndTheOldOneByThoseUnderWay() throws Exception {
        Run old = server.start("switchover", server.plan("version-old"));
        server.question(old.id());

        Answer deployed = http.post("root", ROOT, files(changed(), "CHG-31: another name"));

        assertThat(deployed.status()).as(deployed.body()).isEqualTo(201);
        JsonNode versions = http.get("vera", ROOT + "/switchover").json();
        assertThat(versions.get(0).get("deployedBy").asText()).isEqualTo("root");
        assertThat(versions.get(0).get("reason").asText()).isEqualTo("CHG-31: another name");
        assertThat(versions.get(0).get("running").asInt()).isZero();
        assertThat(versions.get(1).get("running").asInt()).isPositive();
        assertThat(versions.get(1).get("version").asInt()).isEqualTo(old.runbookVersion());

        assertThat(http.get("root", "/api/v1/audit?what=RUNBOOKS_DEPLOYED").body())
                .contains("CHG-31: another name (switchover.bpmn)");

        server.approve(old.id());
        assertThat(server.ended(old.id()).outcome()).contains(RunOutcome.COMPLETED);
        Run fresh = server.move("switchover", server.plan("version-new"));
        assertThat(fresh.outcome()).contains(RunOutcome.COMPLETED);
        assertThat(fresh.runbookVersion())
                .isEqualTo(versions.get(0).get("version").asInt());
        assertThat(server.steps.ofRun(old.id())).extracting("name").contains("Check readiness again");
        assertThat(server.steps.ofRun(fresh.id())).extracting("name").contains("Look once more");
        Answer diagram = http.get("vera", ROOT + "/switchover/diagram");
        assertThat(diagram.body()).contains("Look once more");
        assertThat(http.get("vera", ROOT + "/files")
                        .json()
                        .get("switchover.bpmn")
                        .asText())
                .isEqualTo(diagram.body());
    }

    @Test
    void whatIsWrongIsRefusedWithEveryReasonAndKeepsNothing() throws Exception {
        String wrong =
                changed().replace("${protectDatasets}", "${doSomething}").replace("value=\"APPROVAL\"", "value=\"?\"");

        Answer judged = http.post("olga", ROOT + "/lint", files(wrong, ""));
        assertThat(judged.json())
                .extracting(one -> one.get("rule").asText())
                .contains("UNKNOWN_DELEGATE", "DECISION_KIND");
        Answer refused = http.post("root", ROOT, files(wrong, "CHG-32"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains("Task_ProtectSourceSite").contains("Task_ApproveSwitchover");
        assertThat(deployments()).isEqualTo(before);
    }

    @Test
    void onlyAnAdministratorDeploysWithAReasonAndOnlyOperatorsHaveFilesJudged() throws Exception {
        assertThat(http.post("olga", ROOT, files(changed(), "CHG-33")).status()).isEqualTo(403);
        assertThat(http.post("vera", ROOT + "/lint", files(changed(), "")).status())
                .isEqualTo(403);
        assertThat(http.get("", ROOT).status()).isEqualTo(401);
        assertThat(http.post("root", ROOT, files(changed(), " ")).body()).contains("REASON_MISSING");
        assertThat(http.post("root", ROOT, "{\"files\":{\"../x.bpmn\":\"\"},\"reason\":\"x\"}")
                        .body())
                .contains("FILE_NAME_WRONG");
        assertThat(deployments()).isEqualTo(before);
    }

    @Test
    void whatWasDeployedMeanwhileIsNotOverwritten() throws Exception {
        int base = newest();
        String other = changed().replace("Look once more", "Look thrice");

        List<Integer> answers = Stream.of(changed(), other)
                .parallel()
                .map(text -> based(text, base))
                .sorted()
                .toList();
        assertThat(answers).containsExactly(201, 409);
        assertThat(newest()).isEqualTo(base + 1);

        Answer late = http.post("root", ROOT, files(changed().replace("once more", "again"), "CHG-35", base));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.body())
                .contains("RUNBOOK_CHANGED")
                .contains("'switchover' was deployed as version %d meanwhile; reload it".formatted(base + 1));
        Answer beside = http.post(
                "root",
                ROOT,
                JSON.writeValueAsString(Map.of(
                        "files",
                        Map.of("reprotect.bpmn", Files.readString(Path.of("processes/reprotect.bpmn"))),
                        "reason",
                        "CHG-36",
                        "base",
                        Map.of("reprotect", base))));
        assertThat(beside.status())
                .as("only another diagram was changed: " + beside.body())
                .isEqualTo(201);
    }

    private int newest() throws Exception {
        return http.get("vera", ROOT + "/switchover")
                .json()
                .get(0)
                .get("version")
                .asInt();
    }

    private int based(String switchover, int base) {
        try {
            return http.post("root", ROOT, files(switchover, "CHG-34", base)).status();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aRefusedQuestionIsNoActionOfTheAudit() throws Exception {
        String noted = "/api/v1/audit?what=REFUSED&actor=vera&text=runbooks";
        int before = http.get("root", noted).json().size();

        assertThat(http.post("vera", ROOT + "/lint", files(changed(), "")).status())
                .isEqualTo(403);
        assertThat(http.post("vera", ROOT + "/test", "{}").status()).isEqualTo(403);
        assertThat(http.get("root", noted).json()).hasSize(before);
        assertThat(http.post("vera", ROOT, files(changed(), "x")).status()).isEqualTo(403);
        assertThat(http.get("root", noted).json()).hasSize(before + 1);
    }

    @Test
    void theServerTriesOutWhatItHasAndWhatItIsGiven() throws Exception {
        Answer trial =
                http.post("olga", ROOT + "/test", "{\"runbook\":\"reprotect\",\"choose\":{\"start\":[\"real run\"]}}");
        assertThat(trial.status()).as(trial.body()).isEqualTo(200);
        assertThat(trial.json().get("passed").asBoolean()).isTrue();
        assertThat(trial.json().get("coverage").get(0).get("process").asText()).isEqualTo("reprotect");

        Answer unknown = http.post("olga", ROOT + "/test", "{\"runbook\":\"nothing\"}");
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.body()).contains("there is no runbook 'nothing'");
    }

    private static String changed() throws Exception {
        return Files.readString(SWITCHOVER).replace("name=\"Check readiness again\"", "name=\"Look once more\"");
    }

    private static String files(String switchover, String reason) throws Exception {
        return JSON.writeValueAsString(Map.of("files", Map.of("switchover.bpmn", switchover), "reason", reason));
    }

    private static String files(String switchover, String reason, int base) throws Exception {
        return JSON.writeValueAsString(Map.of(
                "files", Map.of("switchover.bpmn", switchover), "reason", reason, "base", Map.of("switchover", base)));
    }
}
