package io.changeover.scenario.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The service has moved, but the site that it left cannot follow: that is no plain success, and somebody is told. */
class UnprotectedLabTest {
    private static Lab lab;

    @BeforeAll
    static void up() throws Exception {
        lab = Lab.up();
    }

    @AfterAll
    static void down() throws Exception {
        lab.close();
    }

    @Test
    void asksForTheProtectionOfAMovedServiceUntilItIsBack() throws Exception {
        // A protection that fails is tried for long otherwise.
        lab.door().putPlan(Lab.PLAN, lab.plan().replace("objectives:", "limits: { operation: 40s }\nobjectives:"));
        lab.orders().begin();
        lab.fault("health500", "ams-app", "shop-1");
        String run = lab.door().start("switchover", Lab.PLAN);
        lab.approve(run);
        JsonNode ill = lab.awaitQuestion(run, "FAILURE");

        String place = "fra-db (" + lab.address("fra-db");
        // Behind the last step that needs the source: from here on it is only to be protected.
        lab.fault("kill", "fra-db");
        lab.mend("health500", "ams-app", "shop-1");
        lab.door().decide(ill, "retry", "");
        JsonNode ended = lab.awaitRun(
                run, "its end", one -> one.path("run").path("state").asText().equals("ENDED"));
        lab.orders().awaitFrom("ams");

        assertThat(outcome(ended)).isEqualTo("COMPLETED_UNPROTECTED");
        assertThat(state()).isEqualTo("UNPROTECTED");
        List<JsonNode> asked = open();
        assertThat(asked).hasSize(1);
        assertThat(asked.get(0).path("run").asText()).isEqualTo(run);
        assertThat(asked.get(0).path("group").asText()).isEqualTo("operators");
        assertThat(asked.get(0).path("question").asText()).contains("fra does not follow ams");
        assertThat(asked.get(0).path("evidence").toString()).contains("protect ledger at fra: ", place);
        assertThat(lab.door().run(run).path("run").path("waitingFor")).hasSize(1);
        assertThat(refusal("failback")).contains("PLAN_UNPROTECTED");

        lab.mend("kill", "fra-db");
        JsonNode repaired = lab.protect();
        assertThat(outcome(repaired)).isEqualTo("COMPLETED");
        assertThat(state()).isEqualTo("ACTIVE");
        assertThat(open()).isEmpty();

        JsonNode back = lab.move("failback");
        lab.orders().awaitFrom("fra");
        lab.orders().close();
        assertThat(outcome(back)).isEqualTo("COMPLETED");
        assertThat(lab.orders().sites()).containsExactly("fra", "ams", "fra");
        assertThat(lab.rows("fra"))
                .doesNotHaveDuplicates()
                .containsAll(lab.orders().tokens());
        assertThat(lab.uploads("fra")).containsAll(lab.orders().tokens());
    }

    private static List<JsonNode> open() {
        return lab.door().questions().stream()
                .filter(one -> one.path("kind").asText().equals("PROTECTION"))
                .toList();
    }

    private static String state() {
        return lab.status().path("state").asText();
    }

    private static String refusal(String runbook) {
        try {
            return "started " + lab.door().start(runbook, Lab.PLAN);
        } catch (IllegalStateException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String outcome(JsonNode run) {
        return run.path("run").path("outcome").asText();
    }
}
