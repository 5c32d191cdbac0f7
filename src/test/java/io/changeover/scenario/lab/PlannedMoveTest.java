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

    private static String outcome(JsonNode run) {
        return run.path("run").path("outcome").asText();
    }
}
