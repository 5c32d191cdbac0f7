package io.changeover.scenario.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole service moves to the other site and back while its users go on. */
class PlannedMoveTest {
    private static Lab lab;

    @BeforeAll
    static void up() throws Exception {
        lab = Lab.up();
    }

    @AfterAll
    static void down() throws Exception {
        lab.close();
    }

    @AfterEach
    void mend() {
        lab.orders().close();
        lab.mend();
    }

    @Test
    void losesNoAcknowledgedOrderThereAndBack() throws Exception {
        lab.orders().begin();

        JsonNode there = lab.move("switchover");
        lab.orders().awaitFrom("ams");
        JsonNode back = lab.move("failback");
        lab.orders().awaitFrom("fra");
        lab.orders().close();

        assertThat(outcome(there)).isEqualTo("COMPLETED");
        assertThat(outcome(back)).isEqualTo("COMPLETED");
        assertThat(lab.orders().sites()).as("who answered, in this order").containsExactly("fra", "ams", "fra");
        assertThat(lab.rows("fra"))
                .as("orders in the database")
                .doesNotHaveDuplicates()
                .containsAll(lab.orders().tokens());
        assertThat(lab.uploads("fra")).as("files").containsAll(lab.orders().tokens());
    }

    @Test
    void sendsNobodyToASiteThatIsIll() throws Exception {
        lab.orders().begin();
        lab.fault("health500", "ams-app", "shop-1");

        String run = lab.door().start("switchover", Lab.PLAN);
        lab.approve(run);
        JsonNode question = lab.awaitQuestion(run, "FAILURE");
        String sentTo = lab.dns();
        lab.mend("health500", "ams-app", "shop-1");
        lab.door().decide(question, "retry", "the shop is well again");
        JsonNode there = lab.awaitEnd(run);
        lab.orders().awaitFrom("ams");
        lab.orders().close();
        JsonNode back = lab.move("failback");

        assertThat(sentTo).as("the public name while a shop of ams was ill").isEqualTo(lab.address("fra-front"));
        assertThat(outcome(there)).isEqualTo("COMPLETED");
        assertThat(outcome(back)).isEqualTo("COMPLETED");
        assertThat(lab.orders().sites()).containsExactly("fra", "ams");
        assertThat(lab.rows("fra"))
                .doesNotHaveDuplicates()
                .containsAll(lab.orders().tokens());
    }

    private static String outcome(JsonNode run) {
        return run.path("run").path("outcome").asText();
    }
}
