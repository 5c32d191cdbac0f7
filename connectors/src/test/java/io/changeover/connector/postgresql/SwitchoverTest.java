package io.changeover.connector.postgresql;

import static io.changeover.connector.postgresql.PostgresPair.AMS;
import static io.changeover.connector.postgresql.PostgresPair.FRA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.connector.spi.Result;
import io.changeover.connector.testing.TestContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SwitchoverTest {
    private final PostgresqlConnector connector = new PostgresqlConnector();
    private PostgresPair pair;

    @BeforeEach
    void start() {
        pair = PostgresPair.start();
    }

    @AfterEach
    void stop() {
        connector.close();
        pair.close();
    }

    private Result run(Operation operation, String site) throws Exception {
        TestContext context = PostgresPair.context();
        return connector.execute(pair.request(operation, site), context);
    }

    @Test
    void losesNoAcknowledgedRowSixTimesInBothDirections() throws Exception {
        String from = FRA;
        for (int round = 0; round < 6; round++) {
            String to = PostgresPair.other(from);
            run(Operation.MEASURE, to);
            assertThat(run(Operation.PREPARE, to).outcome()).isEqualTo(Outcome.CHANGED);
            try (RowWriter writer = pair.startWriter()) {
                await().until(() -> writer.acknowledged() > 50);
                assertThat(run(Operation.STOP, from).outcome()).isEqualTo(Outcome.CHANGED);
                run(Operation.PROVE, to);
                assertThat(run(Operation.PROMOTE, to).outcome()).isEqualTo(Outcome.CHANGED);
                int before = writer.acknowledged();
                await().until(() -> writer.acknowledged() > before + 50);
                Result result = run(Operation.PROTECT, from);
                assertThat(result.outputs()).containsEntry("way", "FOLLOW");
                writer.close();
                assertThat(writer.missingAt(to)).isEmpty();
            }
            run(Operation.SYNC, from);
            assertThat(pair.sql(from, "select count(*) from rows"))
                    .isEqualTo(pair.sql(to, "select count(*) from rows"));
            assertThat(pair.sql(to, "select string_agg(slot_name, ',') from pg_replication_slots"))
                    .isEqualTo("to_" + from);
            assertThat(pair.sql(from, "select count(*) from pg_replication_slots"))
                    .isEqualTo("0");
            from = to;
        }
    }

    @Test
    void waitsForTheLastByteOfAStoppedPrimary() throws Exception {
        pair.sql(FRA, "insert into rows select generate_series(1, 50000)");
        run(Operation.STOP, FRA);
        run(Operation.SYNC, AMS);
        assertThat(run(Operation.PROVE, AMS).message()).contains("shut down");
        run(Operation.PROMOTE, AMS);
        assertThat(pair.sql(AMS, "select count(*) from rows")).isEqualTo("50000");
    }
}
