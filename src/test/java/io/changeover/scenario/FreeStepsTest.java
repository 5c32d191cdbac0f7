package io.changeover.scenario;

import static io.changeover.runbook.lint.Diagram.end;
import static io.changeover.runbook.lint.Diagram.flow;
import static io.changeover.runbook.lint.Diagram.start;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.changeover.connector.spi.Outcome;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import io.changeover.runbook.lint.Diagram;
import io.changeover.scenario.HttpDoor.Answer;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Steps that a diagram describes by itself, and steps that a person does by hand. */
@SimulatedTest
class FreeStepsTest {
    private static final String MANUAL = """
            <bpmn:userTask id="Task_Byhand" name="Call the bank" camunda:candidateGroups="operators">
            <bpmn:documentation>Call the bank and ask for the gate to be opened.</bpmn:documentation>
            %s</bpmn:userTask>""".formatted(Diagram.property("decision", "MANUAL"));

    private static final String START =
            "<bpmn:serviceTask id=\"Task_Start\" name=\"Start\" camunda:delegateExpression=\"${startInstances}\"/>";

    @Autowired
    private SimulatedServer server;

    @Autowired
    private RepositoryService repository;

    @LocalServerPort
    private int port;

    private final List<String> deployed = new ArrayList<>();

    @AfterEach
    void removeRunbooks() {
        deployed.forEach(id -> repository.deleteDeployment(id, true));
    }

    @Test
    void aCallIsMadeOnEachHostInstanceAndGroupThatTheStepNames() {
        PlanId plan = server.plan("free-calls");
        deploy(
                "free-calls-runbook",
                step(Map.of("connector", "sim", "hosts", "fra-1, ams-1", "site", "source")),
                step(Map.of("connector", "sim", "instances", "ledger", "groups", "app")),
                step(Map.of("connector", "sim")));

        Run run = server.ended(server.start("free-calls-runbook", plan).id());

        assertThat(run.outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.sites.effects().subList(0, 2))
                .as("hosts stand in their own sites")
                .containsExactlyInAnyOrder("CALL fra-1@fra", "CALL ams-1@ams");
        assertThat(server.sites.effects().subList(2, 5))
                .as("instances where the run goes to")
                .containsExactlyInAnyOrder("CALL ledger@ams", "CALL shop-1@ams", "CALL shop-2@ams");
        assertThat(server.sites.effects()).hasSize(6).endsWith("CALL Task_Free3@ams");
        assertThat(server.steps.operationsOf(run.id()))
                .extracting(one -> one.host().orElse("none"))
                .containsExactly("fra-1", "ams-1", "ams-1", "ams-1", "ams-1", "none");
        assertThat(server.sites.told("CALL fra-1@fra"))
                .containsEntry("CHANGEOVER_RUN", run.id().value())
                .containsEntry("CHANGEOVER_ATTEMPT", "1");
    }

    @Test
    void aStepIsNotTakenForAHookOfItsName() {
        PlanId plan = server.plan("free-hook", """
                hooks:
                  - { name: warn-bank, at: prePromote, connector: sim, host: fra-1 }
                """);
        deploy(
                "free-hook-runbook",
                step(Map.of("connector", "sim")).replace("Task_FREE", "warn-bank"),
                step(Map.of("connector", "sim", "hosts", "fra-1")));

        Run run = server.ended(server.start("free-hook-runbook", plan).id());

        assertThat(run.pointOfNoReturn()).isEmpty();
        assertThat(server.status(plan).activeSite()).hasToString("fra");
        assertThat(server.sites.effects()).hasSize(2);
    }

    @Test
    void aFailedCallIsDecidedAndARetryRepeatsOnlyIt() {
        PlanId plan = server.plan("free-fails");
        deploy("free-fails-runbook", step(Map.of("connector", "sim", "hosts", "fra-1,ams-1")));
        server.sites.faults().refuse("CALL ams-1@ams");
        Run run = server.start("free-fails-runbook", plan);

        assertThat(server.failure(run.id()).question()).contains("Free 1: 1 of 2 operations failed");
        server.sites.faults().clear();
        server.decide(run.id(), "retry", "");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.sites.calls("CALL fra-1@fra")).isEqualTo(1);
        assertThat(server.sites.told("CALL ams-1@ams")).containsEntry("CHANGEOVER_ATTEMPT", "2");
    }

    @Test
    void whatThePlanDoesNotHaveIsNotTouchedAndDecided() {
        PlanId plan = server.plan("free-unknown");
        deploy("free-unknown-runbook", step(Map.of("connector", "sim", "hosts", "fra-9", "groups", "web")));
        Run run = server.start("free-unknown-runbook", plan);

        server.failure(run.id());
        assertThat(server.steps.operationsOf(run.id()))
                .extracting(one -> one.errorCode().orElse("none"))
                .containsExactly("TARGET_UNKNOWN", "TARGET_UNKNOWN");
        assertThat(server.sites.effects()).isEmpty();
        server.decide(run.id(), "skip", "the host was taken away");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED_WITH_SKIPS);
    }

    @Test
    void aCheckAsksUntilTheAnswerIsYesOrItsTimeIsOver() {
        PlanId plan = server.plan("free-checks");
        Map<String, String> check =
                Map.of("connector", "sim", "operation", "check", "sim", "up", "instances", "shop-1", "every", "10ms");
        deploy(
                "free-checks-runbook",
                step(with(check, Map.of("site", "source", "times", "3"))),
                step(with(check, Map.of("within", "200ms"))));
        Run run = server.start("free-checks-runbook", plan);

        server.failure(run.id());
        assertThat(server.sites.calls("CHECK shop-1@fra")).isEqualTo(3);
        assertThat(server.sites.calls("CHECK shop-1@ams")).isGreaterThan(1);
        server.sites.runAll("ams", List.of("shop-1"));
        server.decide(run.id(), "retry", "");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.steps.operationsOf(run.id()))
                .extracting(one -> one.outcome().orElseThrow())
                .containsOnly(Outcome.UNCHANGED);
    }

    /** The step was made from its template by the library of Camunda Modeler, see {@code scripts/templates}. */
    @Test
    void anAppliedTemplateCallsARealServer() throws Exception {
        PlanId plan = server.plan("applied-call");
        List<String> seen = new CopyOnWriteArrayList<>();
        HttpServer web = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        web.createContext("/", exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                seen.add("%s %s %s".formatted(exchange.getRequestMethod(), exchange.getRequestURI(), body));
                exchange.sendResponseHeaders(204, -1);
            }
        });
        web.start();
        try {
            deployApplied("io.changeover.connector.http.call", web.getAddress().getPort());
            Run run = server.ended(server.start("applied", plan).id());

            assertThat(run.outcome()).contains(RunOutcome.COMPLETED);
            assertThat(seen).containsExactly("POST /hook {\"run\":\"started\"}");
            assertThat(server.steps.operationsOf(run.id()))
                    .last()
                    .satisfies(call -> assertThat(call.message().orElse("")).contains("answered with 204"));
        } finally {
            web.stop(0);
        }
    }

    private void deployApplied(String template, int at) throws Exception {
        String xml;
        try (InputStream applied = getClass().getResourceAsStream("/element-templates/applied.json")) {
            xml = new ObjectMapper()
                    .readTree(applied)
                    .get("applied")
                    .get(template)
                    .asText()
                    .replace("65535", String.valueOf(at))
                    .replaceAll("proveSourceQuiet|promoteDatasets", "checkReadiness");
        }
        deployed.add(repository
                .createDeployment()
                .addString("applied.bpmn", xml)
                .deploy()
                .getId());
    }

    @Test
    void routesAndDatasetsAreThoseOfThePlanAndOfThatConnector() {
        PlanId plan = server.plan("free-of-plan");
        Map<String, String> turn = Map.of("connector", "sim", "operation", "switch", "routes", "www", "site", "source");
        deploy(
                "free-of-plan-runbook",
                START,
                step(turn),
                step(Map.of("connector", "sim", "operation", "prepare", "datasets", "ledger")),
                step(with(turn, Map.of("connector", "dns"))));
        Run run = server.start("free-of-plan-runbook", plan);

        assertThat(server.failure(run.id()).question()).contains("Free 4");
        assertThat(server.sites.calls("SWITCH www@fra")).isEqualTo(1);
        assertThat(server.sites.calls("PREPARE ledger@ams")).isEqualTo(1);
        server.decide(run.id(), "skip", "there is no such route");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED_WITH_SKIPS);
    }

    @Test
    void aSwitchIsJudgedAsTheStepThatSwitchesRoutes() throws Exception {
        String turn = step(Map.of("connector", "sim", "operation", "switch", "routes", "www"));

        Answer answer = new HttpDoor(port).deploy("root", Map.of("refused.bpmn", runbook("refused", turn)));

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("Task_Free1", "ROUTE_BEFORE_SERVICE");
    }

    @Test
    void aDryRunCallsNothingAndAsksNobodyToDoAnything() {
        PlanId plan = server.plan("free-rehearsed");
        deploy("free-rehearsed-runbook", step(Map.of("connector", "sim", "hosts", "fra-1")), MANUAL);

        Run run = server.start(SimulatedServer.OLGA, "free-rehearsed-runbook", plan, Map.of("dryRun", true));

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.REHEARSED);
        assertThat(server.sites.effects()).isEmpty();
        assertThat(server.decisions.ofRun(run.id())).isEmpty();
        assertThat(server.steps.operationsOf(run.id()))
                .extracting(OperationRecord::outcome)
                .allMatch(
                        outcome -> outcome.filter(Outcome.WOULD_CHANGE::equals).isPresent());
    }

    @Test
    void aStepByHandIsAskedForAndItsAnswerKept() {
        PlanId plan = server.plan("by-hand");
        deploy("by-hand-runbook", MANUAL);
        Run run = server.start("by-hand-runbook", plan);

        Decision question = server.question(run.id());
        assertThat(question.kind()).isEqualTo(Decision.Kind.MANUAL);
        assertThat(question.question()).isEqualTo("Call the bank and ask for the gate to be opened.");
        assertThat(question.choices()).containsExactly("done", "skip");
        server.door.answer(SimulatedServer.OLGA, question.task(), "done", "");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.decisions.ofRun(run.id()))
                .singleElement()
                .satisfies(answered -> assertThat(answered.decidedBy()).contains("olga"));
    }

    @Test
    void aStepByHandThatIsLeftOutShowsInTheOutcome() {
        PlanId plan = server.plan("by-hand-skipped");
        deploy("by-hand-skipped-runbook", MANUAL);
        Run run = server.start("by-hand-skipped-runbook", plan);

        server.door.answer(SimulatedServer.OLGA, server.question(run.id()).task(), "skip", "the bank does not answer");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED_WITH_SKIPS);
    }

    @Test
    void aStepThatItsConnectorDoesNotTakeIsRefusedAtTheDoor() throws Exception {
        String clear = step(Map.of("connector", "sql", "operation", "check", "sql", "select 1", "password", "clear"));

        Answer answer = new HttpDoor(port).deploy("root", Map.of("refused.bpmn", runbook("refused", clear)));

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body())
                .contains("Task_Free1", "FREE_STEP", "user is missing", "password must be a reference")
                .doesNotContain("'clear'");
    }

    private void deploy(String id, String... steps) {
        deployed.add(repository
                .createDeployment()
                .addString(id + ".bpmn", runbook(id, steps))
                .deploy()
                .getId());
    }

    /** A runbook of these steps, one after the other. */
    private static String runbook(String id, String... steps) {
        StringBuilder body = new StringBuilder(start("StartEvent_Asked"));
        List<String> chain = new ArrayList<>(List.of("StartEvent_Asked"));
        for (int i = 0; i < steps.length; i++) {
            String own = steps[i].replace("FREE", "Free" + (i + 1)).replace("NAME", "Free " + (i + 1));
            body.append(own);
            chain.add(own.replaceAll("(?s).*?id=\"([^\"]+)\".*", "$1"));
        }
        chain.add("EndEvent_Done");
        body.append(end("EndEvent_Done")).append(flow(chain.toArray(String[]::new)));
        return Diagram.runbook(id, body.toString());
    }

    private static String step(Map<String, String> drawn) {
        String properties = new TreeMap<>(drawn)
                .entrySet().stream()
                        .map(one ->
                                "<camunda:property name=\"%s\" value=\"%s\"/>".formatted(one.getKey(), one.getValue()))
                        .collect(Collectors.joining());
        return ("<bpmn:serviceTask id=\"Task_FREE\" name=\"NAME\" camunda:delegateExpression=\"${runConnector}\">"
                        + "<bpmn:extensionElements><camunda:properties>%s</camunda:properties></bpmn:extensionElements>"
                        + "</bpmn:serviceTask>")
                .formatted(properties);
    }

    private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(some);
        all.putAll(more);
        return all;
    }
}
