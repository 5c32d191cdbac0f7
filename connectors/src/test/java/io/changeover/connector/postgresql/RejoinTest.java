package io.changeover.connector.postgresql;

import static io.changeover.connector.postgresql.PostgresPair.AMS;
import static io.changeover.connector.postgresql.PostgresPair.FRA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Result;
import io.changeover.connector.spi.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RejoinTest {
    private final PostgresqlConnector connector = new PostgresqlConnector();
    private PostgresPair pair = null;

    @AfterEach
    void stop() {
        connector.close();
        pair.close();
    }

    private Result run(Operation operation, String site) throws Exception {
        return connector.execute(pair.request(operation, site), PostgresPair.context());
    }

    /** The source is lost, the standby promoted, and the source comes back with a row that nobody else has. */
    private void diverge() throws Exception {
        pair.sql(FRA, "insert into rows select generate_series(1, 100)");
        run(Operation.SYNC, AMS);
        pair.kill(FRA);
        run(Operation.PROMOTE, AMS);
        run(Operation.START, FRA);
        pair.sql(FRA, "insert into rows values (666)");
        pair.sql(AMS, "insert into rows values (1000)");
    }

    private void assertFollows() throws Exception {
        run(Operation.SYNC, FRA);
        assertThat(pair.sql(FRA, "select count(*) filter (where n = 666) || '/' || count(*) from rows"))
                .isEqualTo("0/101");
        assertThat(pair.sql(FRA, "show cluster_name")).isEqualTo("fra");
        assertThat(pair.sql(FRA, "show port")).isEqualTo("" + pair.port(FRA));
        assertThat(pair.command("grep", "-c", "^primary_conninfo", pair.data(FRA) + "/postgresql.auto.conf")
                        .strip())
                .isEqualTo("1");
        assertThat(pair.command("sh", "-c", "ls -d " + pair.data(FRA) + "*").lines())
                .as("nothing is left beside the data")
                .containsExactly(pair.data(FRA), pair.data(FRA) + ".log");
    }

    @Test
    void rewindsAFormerPrimaryThatWroteOn() throws Exception {
        pair = PostgresPair.start();
        diverge();
        assertThatThrownBy(() -> run(Operation.PROTECT, FRA)).isInstanceOfSatisfying(ConnectorException.class, e -> {
            assertThat(e.code()).isEqualTo("PG_TWO_PRIMARIES");
            assertThat(e.verdict()).isEqualTo(Verdict.PERMANENT);
        });
        run(Operation.STOP, FRA);
        assertThat(run(Operation.PROTECT, FRA).outputs()).containsEntry("way", "REWIND");
        assertFollows();
        assertThat(pair.sql(FRA, "show primary_slot_name")).isEqualTo("to_fra");
    }

    @Test
    void rewindsAFormerPrimaryThatWasKilled() throws Exception {
        pair = PostgresPair.start();
        diverge();
        pair.kill(FRA);
        assertThat(run(Operation.PROTECT, FRA).outputs()).containsEntry("way", "REWIND");
        assertFollows();
    }

    @Test
    void copiesAFormerPrimaryAnewWhereItCannotBeRewound() throws Exception {
        pair = PostgresPair.start(false, true);
        diverge();
        run(Operation.STOP, FRA);
        assertThat(run(Operation.PROTECT, FRA).outputs()).containsEntry("way", "REBUILD");
        assertFollows();
    }

    @Test
    void copiesAnewWhereTheLogIsGone() throws Exception {
        pair = PostgresPair.start(true, false);
        pair.sql(FRA, "insert into rows select generate_series(1, 100)");
        run(Operation.STOP, FRA);
        run(Operation.PROVE, AMS);
        run(Operation.PROMOTE, AMS);
        pair.sql(AMS, "alter system set wal_keep_size = 0");
        pair.sql(AMS, "select pg_reload_conf()");
        pair.sql(AMS, "insert into rows values (1000)");
        for (int i = 0; i < 3; i++) {
            pair.sql(AMS, "select pg_switch_wal()");
            pair.sql(AMS, "checkpoint");
        }
        assertThat(run(Operation.PROTECT, FRA).outputs()).containsEntry("way", "REBUILD");
        assertFollows();
    }

    @Test
    void namesProgramAndHostWhereItCanNeitherRewindNorCopy() throws Exception {
        pair = PostgresPair.start();
        diverge();
        run(Operation.STOP, FRA);
        pair.with("bin", "/nowhere");
        assertThatThrownBy(() -> run(Operation.PROTECT, FRA)).isInstanceOfSatisfying(ConnectorException.class, e -> {
            assertThat(e.code()).isEqualTo("PG_REWIND_MISSING");
            assertThat(e.verdict()).isEqualTo(Verdict.PERMANENT);
            assertThat(e).hasMessageContaining("pg_rewind").hasMessageContaining("fra-db1");
        });
    }
}
