package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import io.changeover.scenario.HttpDoor.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@SimulatedTest
class HttpTest {
    private static final String NATIVE = "/engine-rest/process-definition/key/switchover/start";
    private static final String RUNS = "/api/v1/runs";

    @Autowired
    private SimulatedServer server;

    @LocalServerPort
    private int port;

    @TempDir
    private Path folder;

    private HttpDoor http;

    @BeforeEach
    void open() {
        http = new HttpDoor(port);
    }

    @Test
    void withoutALoginNothingAndAsViewerNoStart() throws Exception {
        PlanId plan = server.plan("http-viewer");
        for (String path : new String[] {RUNS, NATIVE}) {
            assertThat(http.post("", path, "{}").status()).as(path).isEqualTo(401);
        }
        assertThat(http.post("vera", RUNS, start(plan, "V-1")).status()).isEqualTo(403);
        assertThat(http.post("vera", NATIVE, nativeStart(plan, "V-1")).status()).isEqualTo(403);
        assertThat(http.get("vera", RUNS).status()).isEqualTo(200);
        assertThat(server.status(plan).holder()).isEmpty();
    }

    @Test
    void aRefusedStartCarriesTheRunAndEveryReason() throws Exception {
        PlanId plan = server.plan("http-held");
        Answer first = http.post("olga", RUNS, start(plan, "CHG-200"));
        assertThat(first.status()).as(first.body()).isEqualTo(201);

        Answer second = http.post("olga", RUNS, start(plan, "CHG-200").replace("a test", " "));

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.type()).startsWith("application/problem+json");
        assertThat(second.json().get("run").asText()).isEqualTo("http-held-1");
        assertThat(second.json().get("blockers").findValuesAsText("code"))
                .containsExactlyInAnyOrder("BUSINESS_KEY_USED", "PLAN_HELD", "REASON_MISSING");
        assertThat(second.body()).contains("held by run http-held-1 (switchover), started by olga");
        stop(first);
    }

    @Test
    void aKeyThatLooksLikeAnotherRunsNameBlocksNoOtherRun() throws Exception {
        PlanId plan = server.plan("http-keys");
        Answer first = http.post("olga", RUNS, start(plan, "http-keys-2"));
        stop(first);

        Answer second = http.post("olga", RUNS, start(plan, ""));

        assertThat(second.status()).as(second.body()).isEqualTo(201);
        assertThat(second.json().get("id").asText()).isEqualTo("http-keys-2");
        stop(second);
    }

    @Test
    void threeMistakesInAPlanAreAnsweredAtOnceEachWithItsLine() throws Exception {
        String yaml = SimulatedServer.yaml("http-wrong")
                .replace("rpo: 5s, rto", "rpo: soon, rto")
                .replace(
                        "{ name: ledger, connector: sim, fra: { host: fra-1 }",
                        "{ name: ledger, connector: sim, fra: { host: fra-9 }")
                .replace("- { name: www, connector: sim", "- { name: www, connector: smi");

        Answer answer = http.send("olga", "PUT", "/api/v1/plans/http-wrong", yaml, "application/yaml");

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.type()).startsWith("application/problem+json");
        assertThat(answer.json().get("problems")).hasSize(3);
        assertThat(answer.json().get("problems").findValuesAsText("line"))
                .containsExactly(line(yaml, "rpo: soon"), line(yaml, "fra-9"), line(yaml, "smi"));
        assertThat(http.get("olga", "/api/v1/plans/http-wrong").status()).isEqualTo(404);
    }

    private static String line(String yaml, String part) {
        return String.valueOf(1 + yaml.substring(0, yaml.indexOf(part)).lines().count() - 1);
    }

    @Test
    void aPlanIsKeptUnderItsOwnNameOnly() throws Exception {
        Answer answer =
                http.send("olga", "PUT", "/api/v1/plans/other", SimulatedServer.yaml("http-name"), "application/yaml");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("PLAN_NAME_DIFFERS", "http-name", "other");
    }

    @Test
    void whatIsNotThereIs404AndWhatIsUnreadableIs400() throws Exception {
        for (String path : new String[] {"/none-1", "/none-1/report", "/Not%20a%20name"}) {
            Answer answer = http.get("vera", RUNS + path);
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.type()).as(path).startsWith("application/problem+json");
        }
        Answer malformed = http.post("olga", RUNS, "{ \"runbook\": ");
        assertThat(malformed.status()).isEqualTo(400);
        assertThat(malformed.type()).startsWith("application/problem+json");
        Answer unknown = http.post("olga", RUNS, start(new PlanId("nowhere"), ""));
        assertThat(unknown.status()).isEqualTo(409);
        assertThat(unknown.body()).contains("PLAN_UNKNOWN");
        Answer empty = http.post("olga", RUNS, "{}");
        assertThat(empty.status()).isBetween(400, 409);
        assertThat(empty.type()).startsWith("application/problem+json");
    }

    @Test
    void aStepIsCancelledAndRetriedOverHttpAndARunSaysWhatMayBeDone() throws Exception {
        PlanId plan = server.plan("http-cancel");
        server.apply(plan, SimulatedServer.yaml("http-cancel").replace("operation: 2s", "operation: 60s"));
        server.sites.faults().swallow("STOP ledger@fra");
        Run run = server.approved("switchover", plan);
        server.await("the ledger", () -> server.sites.calls("STOP ledger@fra") > 0);
        String path = RUNS + "/" + run.id();
        String step = path + "/steps/" + server.steps.ofRun(run.id()).size();

        assertThat(allowed(http.get("olga", path))).containsExactly("pause", "abort", "unplanned", "cancel");
        server.await(
                "how far it is", () -> http.get("olga", path).body().contains("STOP ledger@fra takes long (40 %)"));
        Answer looked = http.get("vera", path);
        assertThat(allowed(looked)).isEmpty();
        assertThat(looked.json().get("controls").findValuesAsText("code")).contains("NOT_ALLOWED", "RUN_NOT_PAUSED");
        assertThat(http.post("vera", step + "/cancel", "{\"reason\":\"x\"}").status())
                .isEqualTo(403);
        assertThat(http.post("olga", path + "/steps/77/cancel", "{\"reason\":\"x\"}")
                        .body())
                .contains("STEP_UNKNOWN");
        Answer early = http.post("olga", step + "/retry", "{}");
        assertThat(early.status()).isEqualTo(409);
        assertThat(early.json().get("code").asText()).isEqualTo("STEP_NOT_DECIDING");

        Answer cancelled = http.post("olga", step + "/cancel", "{\"reason\":\"it hangs\"}");
        assertThat(cancelled.status()).as(cancelled.body()).isEqualTo(200);
        server.failure(run.id());
        assertThat(allowed(http.get("olga", path))).containsExactly("pause", "abort", "unplanned", "retry", "skip");
        server.sites.faults().clear();
        assertThat(http.post("olga", step + "/retry", "{}").status()).isEqualTo(200);
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
    }

    private static List<String> allowed(Answer answer) throws Exception {
        return StreamSupport.stream(answer.json().get("controls").spliterator(), false)
                .filter(one -> one.get("allowed").asBoolean())
                .map(one -> one.get("verb").asText())
                .toList();
    }

    @Test
    void theApiDescribesItself() throws Exception {
        Answer answer = http.get("vera", "/v3/api-docs");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("paths").fieldNames())
                .toIterable()
                .contains("/api/v1/plans/{plan}", RUNS, "/api/v1/runs/{id}/abort", "/api/v1/decisions/{task}");
    }

    @Test
    void noSecretLeavesTheServer() throws Exception {
        Path secret = folder.resolve("secret");
        Files.writeString(secret, "open-sesame-42\n");
        PlanId plan = server.plan("http-secret");
        server.apply(plan, SimulatedServer.yaml("http-secret").replace("sim: up", "sim: \"${file:" + secret + "}\""));
        server.sites.faults().refuse("START shop-2@ams");
        Run run = server.approved("switchover", plan);
        server.decide(run.id(), "skip", "to see the check fail");
        server.await(
                "the failed check", () -> server.question(run.id()).question().startsWith("Check"));

        StringBuilder seen = new StringBuilder();
        for (String path :
                new String[] {"/api/v1/decisions", RUNS, RUNS + "/" + run.id(), "/api/v1/plans/http-secret"}) {
            seen.append(http.get("vera", path).body());
        }
        server.decide(run.id(), "skip", "it was not started");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED_WITH_SKIPS);
        seen.append(http.get("vera", RUNS + "/" + run.id()).body());
        seen.append(http.get("vera", RUNS + "/" + run.id() + "/report").body());
        seen.append(http.get("vera", "/engine-rest/history/variable-instance").body());

        assertThat(seen).contains("answers •••", "${file:").doesNotContain("open-sesame-42");
    }

    private void stop(Answer started) throws Exception {
        String id = started.json().get("id").asText();
        Answer aborted = http.post("olga", RUNS + "/" + id + "/abort", "{\"reason\":\"the test is over\"}");
        assertThat(aborted.status()).as(aborted.body()).isEqualTo(200);
        server.ended(new io.changeover.domain.run.RunId(id));
    }

    private static String start(PlanId plan, String key) {
        return "{\"runbook\":\"switchover\",\"plan\":\"%s\",\"reason\":\"a test\",\"businessKey\":\"%s\"}"
                .formatted(plan, key);
    }

    private static String nativeStart(PlanId plan, String key) {
        return "{\"businessKey\":\"%s\",\"variables\":{\"plan\":{\"value\":\"%s\"},\"reason\":{\"value\":\"a test\"}}}"
                .formatted(key, plan);
    }
}
