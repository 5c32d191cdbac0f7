package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.changeover.application.Caller;
import io.changeover.application.Readiness;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Blocker;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunType;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Who did what, when, from where; what was refused; and what would be refused. */
@SimulatedTest
class AuditTest {
    @Autowired
    private SimulatedServer server;

    @Autowired
    private Readiness readiness;

    @LocalServerPort
    private int port;

    private HttpDoor http;

    @BeforeEach
    void open() {
        http = new HttpDoor(port);
    }

    @Test
    void everyActionOfAPersonStandsThereWithItsDoorAndReason() throws Exception {
        PlanId plan = server.plan("audit-run");
        String body = "{\"runbook\":\"switchover\",\"plan\":\"audit-run\",\"reason\":\"CHG-1, hall 2\"}";
        assertThat(http.post("olga", "/api/v1/runs", body).status()).isEqualTo(201);
        Run run = server.runs.find(server.status(plan).holder().orElseThrow()).orElseThrow();
        String answer = "/engine-rest/task/%s/complete"
                .formatted(server.question(run.id()).task());
        String choice = "{\"variables\":{\"choice\":{\"value\":\"decline\"},\"comment\":{\"value\":\"not today\"}}}";
        assertThat(http.post("anton", answer, choice).status()).isEqualTo(204);
        server.ended(run.id());
        http.post("olga", "/api/v1/plans/audit-run/maintenance", "{\"reason\":\"disks\"}");
        http.post("olga", "/api/v1/plans/audit-run/maintenance/end", "{\"reason\":\"done\"}");

        List<JsonNode> actions = audit("plan=audit-run&people=true");

        assertThat(actions)
                .extracting(one -> "%s %s %s %s"
                        .formatted(text(one, "actor"), text(one, "door"), text(one, "what"), text(one, "run")))
                .containsExactly(
                        "olga API MAINTENANCE_ENDED null",
                        "olga API MAINTENANCE_BEGUN null",
                        "anton ENGINE_API DECIDED audit-run-1",
                        "olga API STARTED audit-run-1",
                        "test SERVER PLAN_APPLIED null");
        assertThat(text(actions.get(2), "detail")).contains("decline: not today");
        assertThat(text(actions.get(3), "detail")).isEqualTo("CHG-1, hall 2");
        assertThat(text(actions.get(3), "address")).isEqualTo("127.0.0.1");
        assertThat(audit("plan=audit-run&actor=changeover"))
                .extracting(one -> text(one, "what"))
                .contains("ENDED");
    }

    @Test
    void whatWasRefusedStandsThereTooWithTheReason() throws Exception {
        server.plan("audit-refused");
        http.post("vera", "/api/v1/plans/audit-refused/maintenance", "{\"reason\":\"x\"}");
        http.post("olga", "/api/v1/plans/audit-refused/maintenance/end", "{\"reason\":\"x\"}");
        String start = "{\"variables\":{\"plan\":{\"value\":\"audit-refused\"}}}";
        http.post("olga", "/engine-rest/process-definition/key/failback/start", start);

        assertThat(audit("plan=audit-refused&what=REFUSED"))
                .extracting(one -> text(one, "actor") + ": " + text(one, "detail"))
                .containsExactly(
                        "olga: POST /api/v1/plans/audit-refused/maintenance/end: there is nothing to end",
                        "vera: POST /api/v1/plans/audit-refused/maintenance: status 403");
        assertThat(audit("text=already%20runs%20at%20fra&actor=olga"))
                .anyMatch(one -> text(one, "door").equals("ENGINE_API")
                        && text(one, "detail").contains("audit-refused"));
    }

    @Test
    void theAuditIsATableForSpreadsheetsAndATimeThatCannotBeReadIsSaid() throws Exception {
        server.plan("audit-table");

        assertThat(http.accepting("vera", "/api/v1/audit?plan=audit-table", "text/csv")
                        .body())
                .startsWith("id,at,actor,door,address,what,refused,plan,run,detail\r\n")
                .contains(",test,SERVER,,PLAN_APPLIED,false,audit-table,,version 1\r\n");
        assertThat(http.get("vera", "/api/v1/audit?from=soon").status()).isEqualTo(400);
        assertThat(http.get("", "/api/v1/audit").status()).isEqualTo(401);
        assertThat(audit("plan=audit-table&from=2000-01-01&to=2000-01-02")).isEmpty();
    }

    @Test
    void theGateSaysBeforehandWhatItWouldSayAndKeepsNothing() {
        PlanId plan = server.plan("audit-ready");
        Caller viewer = new Caller("vera", Set.of("viewers"));

        assertThat(readiness.blockers(SimulatedServer.OLGA, RunType.SWITCHOVER, plan))
                .isEmpty();
        assertThat(readiness.blockers(viewer, RunType.FAILBACK, plan))
                .extracting(Blocker::code)
                .containsExactly("NOT_ALLOWED", "ALREADY_AT_PREFERRED");
        assertThat(readiness.blockers(SimulatedServer.OLGA, RunType.DRILL, plan))
                .extracting(Blocker::code)
                .containsExactly("DRILL_NOT_SET");
        Run run = server.start("switchover", plan);
        assertThat(run.id().value()).isEqualTo("audit-ready-1");
        assertThat(readiness.blockers(SimulatedServer.OLGA, RunType.SWITCHOVER, plan))
                .extracting(Blocker::code)
                .containsExactly("PLAN_HELD");
        server.approve(run.id());
        server.ended(run.id());
    }

    private List<JsonNode> audit(String question) throws Exception {
        JsonNode answer = http.get("vera", "/api/v1/audit?" + question).json();
        return StreamSupport.stream(answer.spliterator(), false).toList();
    }

    private static String text(JsonNode action, String field) {
        return action.get(field).asText();
    }
}
