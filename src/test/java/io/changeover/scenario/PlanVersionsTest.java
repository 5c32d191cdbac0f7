package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.changeover.domain.plan.PlanId;
import io.changeover.scenario.HttpDoor.Answer;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What is different between the versions of a plan, over HTTP. */
@SimulatedTest
class PlanVersionsTest {
    private static final String NAME = "versions";

    @Autowired
    private SimulatedServer server;

    @LocalServerPort
    private int port;

    private HttpDoor http;

    @BeforeEach
    void open() {
        http = new HttpDoor(port);
        server.plan(NAME);
        server.apply(new PlanId(NAME), SimulatedServer.yaml(NAME).replace("rto: 60s", "rto: 90s"));
        server.apply(new PlanId(NAME), SimulatedServer.yaml(NAME).replace("rto: 60s", "rto: 30s"));
    }

    @Test
    void twoVersionsAreComparedForWhoeverMayRead() throws Exception {
        int newest = server.status(new PlanId(NAME)).version();

        Answer answer = http.get("vera", "/api/v1/plans/%s/diff?from=%d&to=%d".formatted(NAME, newest - 1, newest));
        Answer looser = http.get("vera", "/api/v1/plans/%s/diff?from=%d&to=%d".formatted(NAME, newest, newest - 1));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().get("dangerous").asBoolean()).isFalse();
        assertThat(answer.json().at("/changes/0/sentence").asText())
                .isEqualTo("the objective rto changes from 90s to 30s");
        assertThat(looser.json().get("dangerous").asBoolean()).isTrue();
        assertThat(http.get("vera", "/api/v1/plans/%s/diff?from=%d".formatted(NAME, newest))
                        .json()
                        .get("changes"))
                .isEmpty();
    }

    @Test
    void aFileIsComparedWithTheNewestVersionAndIsNotKept() throws Exception {
        int newest = server.status(new PlanId(NAME)).version();
        String without = SimulatedServer.yaml(NAME)
                .replace("rto: 60s", "rto: 30s")
                .replaceAll("(?m)^  - \\{ name: www.*\\n", "")
                .replace("routes:\n", "");

        Answer answer = http.send("olga", "POST", "/api/v1/plans/" + NAME + "/diff", without, "text/yaml");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().get("from").asInt()).isEqualTo(newest);
        assertThat(answer.json().get("changes").findValuesAsText("code")).containsExactly("MEMBER_REMOVED");
        assertThat(answer.json().at("/changes/0/path").asText()).isEqualTo("routes.www");
        assertThat(server.status(new PlanId(NAME)).version()).isEqualTo(newest);
    }

    @Test
    void twoFilesAreComparedWithoutAPlanOfThatName() throws Exception {
        String before = SimulatedServer.yaml("nobody-has-it");
        String after = before.replace("rpo: 5s, rto", "rpo: 1s, rto");
        String body = new ObjectMapper().writeValueAsString(Map.of("before", before, "after", after));

        Answer answer = http.post("olga", "/api/v1/plans/diff", body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().at("/changes/0/path").asText()).isEqualTo("objectives.rpo");
        assertThat(http.post("vera", "/api/v1/plans/diff", body).status()).isEqualTo(403);
    }

    @Test
    void whatCannotBeComparedSaysWhy() throws Exception {
        Answer other = http.send(
                "olga", "POST", "/api/v1/plans/" + NAME + "/diff", SimulatedServer.yaml("other"), "text/yaml");
        Answer none = http.get("vera", "/api/v1/plans/" + NAME + "/diff?from=99");

        assertThat(other.status()).isEqualTo(409);
        assertThat(other.body()).contains("PLAN_NAME_DIFFERS");
        assertThat(none.status()).isEqualTo(409);
        assertThat(none.body()).contains("VERSION_UNKNOWN", "not 99");
        assertThat(http.get("vera", "/api/v1/plans/nowhere/diff?from=1").body()).contains("PLAN_UNKNOWN");
    }
}
