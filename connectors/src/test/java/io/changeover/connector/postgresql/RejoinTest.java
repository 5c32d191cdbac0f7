package io.changeover.connector.postgresql;

import static io.changeover.connector.postgresql.PostgresPair.AMS;
import static io.changeover.connector.postgresql.PostgresPair.FRA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Result;
import io.changeover.connector.spi.Verdict;
import io.changeover.connector.testing.TestContext;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RejoinTest {
    private final PostgresqlConnector connector = new PostgresqlConnector();
    private PostgresPair pair = null;
    private boolean keeps = true;

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
                .containsExactlyElementsOf(
                        Stream.of(pair.data(FRA), pair.data(FRA) + ".diverged", pair.data(FRA) + ".log")
                                .filter(one -> !one.endsWith(".diverged") || keeps)
                                .toList());
    }

    /** What the former primary alone held is on its host: restored, it has the row that was written after the fork. */
    private void assertKept(Result protect) {
        assertThat(protect.outputs())
                .containsEntry("lostTransactions", "1")
                .containsEntry(
                        "kept",
                        pair.command("sh", "-c", "ls -d " + pair.data(FRA) + ".diverged/timeline-1-fork-*")
                                .strip());
        String folder = protect.outputs().get("kept");
        assertThat(protect.message()).contains(folder, protect.outputs().get("keptSha256"));
        assertThat(pair.command("sh", "-c", "cd " + folder + " && sha256sum --check SHA256SUMS"))
                .contains("postgres.dump: OK", "globals.sql: OK", "note.txt: OK");
        assertThat(pair.command("sh", "-c", "sha256sum < " + folder + "/SHA256SUMS"))
                .startsWith(protect.outputs().get("keptSha256"));
        assertThat(pair.restored(
                        AMS, folder + "/postgres.dump", "select string_agg(n::text, ',') from rows where n > 100"))
                .isEqualTo("666");
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
        Result protect = run(Operation.PROTECT, FRA);
        assertThat(protect.outputs()).containsEntry("way", "REWIND");
        assertFollows();
        assertThat(pair.sql(FRA, "show primary_slot_name")).isEqualTo("to_fra");
        assertKept(protect);
    }

    @Test
    void rewindsAFormerPrimaryThatWasKilled() throws Exception {
        pair = PostgresPair.start();
        diverge();
        pair.kill(FRA);
        Result protect = run(Operation.PROTECT, FRA);
        assertThat(protect.outputs()).containsEntry("way", "REWIND");
        assertFollows();
        assertKept(protect);
    }

    @Test
    void takesNothingBackThatItCouldNotSave() throws Exception {
        pair = PostgresPair.start();
        diverge();
        run(Operation.STOP, FRA);
        pair.with("keep", "/proc/nowhere");
        assertThatThrownBy(() -> run(Operation.PROTECT, FRA)).isInstanceOfSatisfying(ConnectorException.class, e -> {
            assertThat(e.code()).isEqualTo("PG_KEEP_FAILED");
            assertThat(e).hasMessageContaining("/proc/nowhere").hasMessageContaining("fra-db1");
        });
        run(Operation.START, FRA);
        assertThat(pair.sql(FRA, "select count(*) from rows where n = 666")).isEqualTo("1");
    }

    @Test
    void keepsNothingWhereNothingWasCommittedAfterTheFork() throws Exception {
        pair = PostgresPair.start();
        keeps = false;
        pair.sql(FRA, "insert into rows select generate_series(1, 100)");
        run(Operation.SYNC, AMS);
        pair.kill(FRA);
        run(Operation.PROMOTE, AMS);
        pair.sql(AMS, "insert into rows values (1000)");
        assertThat(run(Operation.PROTECT, FRA).outputs())
                .containsEntry("way", "REWIND")
                .containsEntry("lostTransactions", "0");
        assertFollows();
    }

    @Test
    void countsWhatBothSidesEnteredAndTheIdsThatBothGave() throws Exception {
        pair = PostgresPair.start();
        pair.with("collisions", Map.of("orders", "select id, what from orders"));
        pair.with("duplicates", Map.of("orders", "select what, id from orders;", "wrong", "select nothing"));
        pair.sql(FRA, "create table orders (id bigint primary key, what text)");
        pair.sql(FRA, "insert into orders select n, 'before ' || n from generate_series(1, 10) n");
        diverge();
        pair.sql(
                FRA,
                "insert into orders values (11, 'one'), (12, 'two'), (13, 'only here'), (14, E'tab\\tand\\nline')");
        pair.sql(AMS, "insert into orders values (11, 'two'), (12, 'three'), (20, 'one'), (21, 'only there')");
        run(Operation.STOP, FRA);
        TestContext context = PostgresPair.context();
        Result protect = connector.execute(pair.request(Operation.PROTECT, FRA), context);
        assertThat(protect.outputs())
                .containsEntry("collisions.orders", "2")
                .containsEntry("duplicates.orders", "2")
                .containsEntry("duplicates.wrong", "unknown");
        assertThat(protect.message()).contains("collisions orders: 2");
        assertThat(context.lastReading("duplicates.orders")).contains("one", "two");
    }

    /** The site whose timeline the others never left survives; the one that was promoted goes back. */
    @Test
    void bringsBackAServerThatWasPromotedWithoutNeed() throws Exception {
        pair = PostgresPair.start();
        pair.sql(FRA, "insert into rows values (1)");
        run(Operation.SYNC, AMS);
        pair.sql(AMS, "select pg_promote()");
        pair.sql(AMS, "insert into rows values (777)");
        pair.sql(FRA, "insert into rows values (2)");
        run(Operation.STOP, AMS);
        Result protect = run(Operation.PROTECT, AMS);
        assertThat(protect.outputs()).containsEntry("way", "REWIND").containsEntry("lostTransactions", "1");
        run(Operation.SYNC, AMS);
        assertThat(pair.sql(AMS, "select string_agg(n::text, ',' order by n) from rows"))
                .isEqualTo("1,2");
        assertThat(pair.restored(
                        FRA,
                        protect.outputs().get("kept") + "/postgres.dump",
                        "select string_agg(n::text, ',' order by n) from rows"))
                .isEqualTo("1,777");
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
        keeps = false;
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
        assertThatThrownBy(() -> run(Operation.PROTECT, FRA))
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.code()).isEqualTo("PG_KEEP_IMPOSSIBLE"));
        pair.with("keep", "none");
        assertThatThrownBy(() -> run(Operation.PROTECT, FRA)).isInstanceOfSatisfying(ConnectorException.class, e -> {
            assertThat(e.code()).isEqualTo("PG_REWIND_MISSING");
            assertThat(e.verdict()).isEqualTo(Verdict.PERMANENT);
            assertThat(e).hasMessageContaining("pg_rewind").hasMessageContaining("fra-db1");
        });
    }
}
