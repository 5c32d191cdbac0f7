package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunId;
import io.changeover.scenario.HttpDoor.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A start that is sent more than once is one run, and its sender is told of it each time. */
@SimulatedTest
class StartOnceTest {
    private static final String NATIVE = "/engine-rest/process-definition/key/switchover/start";
    private static final String BROWSER = "/camunda/api/engine/engine/default/process-definition/key/switchover/start";
    private static final String RUNS = "/api/v1/runs";

    @Autowired
    private SimulatedServer server;

    @LocalServerPort
    private int port;

    private HttpDoor http;

    @BeforeEach
    void open() {
        http = new HttpDoor(port);
    }

    @Test
    void aNativeStartTwiceIsOneInstanceAlsoAfterItsEnd() throws Exception {
        PlanId plan = server.plan("once-native");
        String body = nativeStart(plan, "CHG-100", "a test");

        Answer first = http.post("olga", NATIVE, body);
        Answer second = http.post("olga", NATIVE, body);

        assertThat(first.status()).as(first.body()).isEqualTo(200);
        assertThat(second.status()).as(second.body()).isEqualTo(200);
        assertThat(first.json().fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(() -> second.json().fieldNames());
        for (String field : List.of("id", "definitionId", "definitionKey", "businessKey", "ended", "suspended")) {
            assertThat(second.json().get(field))
                    .as(field)
                    .isEqualTo(first.json().get(field));
        }
        Run run = server.runs.ofProcess(first.json().get("id").asText()).orElseThrow();
        server.approve(run.id());
        server.ended(run.id());
        Answer third = http.post("olga", NATIVE, body);
        assertThat(third.status()).as(third.body()).isEqualTo(200);
        assertThat(third.json().get("id")).isEqualTo(first.json().get("id"));
        assertThat(third.json().get("ended").asBoolean()).isTrue();
        assertThat(server.status(plan).runs()).isEqualTo(1);
    }

    @Test
    void anotherRequestWithTheKeyIsRefusedAtEveryDoor() throws Exception {
        PlanId plan = server.plan("once-other");
        Answer first = http.post("olga", RUNS, start(plan, "CHG-101", "a test"));
        assertThat(first.status()).as(first.body()).isEqualTo(201);

        Answer reason = http.post("olga", RUNS, start(plan, "CHG-101", "another reason"));
        Answer dry = http.post("olga", RUNS, start(plan, "CHG-101", "a test").replace("}", ",\"dryRun\":true}"));
        Answer user = http.post("root", RUNS, start(plan, "CHG-101", "a test"));
        Answer door = http.post("olga", NATIVE, nativeStart(plan, "CHG-101", "another reason"));

        for (Answer refused : List.of(reason, dry, user, door)) {
            assertThat(refused.status()).as(refused.body()).isEqualTo(409);
            assertThat(refused.body()).contains("BUSINESS_KEY_USED", "once-other-1");
        }
        assertThat(reason.json().get("run")).isEqualTo(first.json().get("id"));
        assertThat(http.post("vera", RUNS, start(plan, "CHG-101", "a test")).status())
                .isEqualTo(403);
        stop(first);
    }

    @Test
    void bothDoorsKnowEachOthersKeysAndAPersonInABrowserIsToldThatItIsNotTheFirst() throws Exception {
        PlanId plan = server.plan("once-doors");
        Answer first = http.post("olga", RUNS, start(plan, "CHG-102", "a test"));
        String body = nativeStart(plan, "CHG-102", "a test");

        Answer engine = http.post("olga", NATIVE, body);

        assertThat(engine.status()).as(engine.body()).isEqualTo(200);
        assertThat(server.runs.ofProcess(engine.json().get("id").asText()).map(Run::id))
                .contains(new RunId(first.json().get("id").asText()));
        Answer again = http.post("olga", RUNS, start(plan, "CHG-102", "a test"));
        assertThat(again.status()).as(again.body()).isEqualTo(200);
        assertThat(again.json().get("id")).isEqualTo(first.json().get("id"));
        assertThat(http.post("olga", BROWSER, body).status()).isNotEqualTo(200);
        stop(first);
    }

    @Test
    void manyAtTheSameMomentAreOneRun() throws Exception {
        PlanId plan = server.plan("once-many");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Answer> one = () -> http.post("olga", RUNS, start(plan, "CHG-103", "a test"));
            List<Future<Answer>> asked = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                asked.add(threads.submit(one));
            }
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> each : asked) {
                answers.add(each.get());
            }

            assertThat(answers)
                    .extracting(Answer::status)
                    .containsExactlyInAnyOrder(201, 200, 200, 200, 200, 200, 200, 200);
            assertThat(answers)
                    .extracting(answer -> answer.json().get("id").asText())
                    .containsOnly("once-many-1");
            stop(answers.get(0));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aKeyThatIsTooLongIsRefusedInWords() throws Exception {
        PlanId plan = server.plan("once-long");

        Answer answer = http.post("olga", RUNS, start(plan, "K".repeat(256), "a test"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("at most 255 characters");
        assertThat(server.status(plan).runs()).isZero();
    }

    private void stop(Answer started) throws Exception {
        String id = started.json().get("id").asText();
        assertThat(http.post("olga", RUNS + "/" + id + "/abort", "{\"reason\":\"the test is over\"}")
                        .status())
                .isEqualTo(200);
        server.ended(new RunId(id));
    }

    private static String start(PlanId plan, String key, String reason) {
        return "{\"runbook\":\"switchover\",\"plan\":\"%s\",\"reason\":\"%s\",\"businessKey\":\"%s\"}"
                .formatted(plan, reason, key);
    }

    private static String nativeStart(PlanId plan, String key, String reason) {
        return "{\"businessKey\":\"%s\",\"variables\":{\"plan\":{\"value\":\"%s\"},\"reason\":{\"value\":\"%s\"}}}"
                .formatted(key, plan, reason);
    }
}
