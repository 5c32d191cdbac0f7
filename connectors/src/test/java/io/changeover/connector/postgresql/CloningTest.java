package io.changeover.connector.postgresql;

import static io.changeover.connector.postgresql.PostgresPair.AMS;
import static io.changeover.connector.postgresql.PostgresPair.FRA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.changeover.connector.spi.Host;
import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import io.changeover.connector.spi.Settings;
import io.changeover.connector.spi.Target;
import io.changeover.connector.testing.TestContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clones of a real standby, whose primary is written to all the time. */
class CloningTest {
    private final PostgresqlConnector connector = new PostgresqlConnector();
    private PostgresPair pair;
    private int port;

    @BeforeEach
    void start() throws Exception {
        pair = PostgresPair.start();
        port = OwnerCommands.freePort(PostgresPair.address(AMS));
        pair.sql(FRA, "insert into rows select generate_series(1, 1000)");
    }

    @AfterEach
    void stop() throws Exception {
        run(Operation.DISCARD, "any");
        connector.close();
        pair.close();
    }

    @Test
    void aCloneTakesWritesApartWhileProductionGoesOn() throws Exception {
        String slots = pair.sql(FRA, "select string_agg(slot_name, ',') from pg_replication_slots");
        try (RowWriter writer = pair.startWriter()) {
            await().until(() -> writer.acknowledged() > 50);
            String before = pair.sql(AMS, "select pg_last_wal_replay_lsn()");

            Result made = run(Operation.CLONE, "drill-1");

            assertThat(made.outcome()).isEqualTo(Outcome.CHANGED);
            assertThat(Instant.parse(made.outputs().get("heldUntil"))).isBefore(Instant.now());
            assertThat(Lsn.parseNullable(made.outputs().get("recoveryPoint")).reached(Lsn.parseNullable(before)))
                    .isTrue();
            int written = writer.acknowledged();
            clone("create table only_here (n int)");
            clone("insert into rows values (-1)");
            assertThat(Integer.parseInt(clone("select count(*) from rows"))).isGreaterThanOrEqualTo(1051);
            await().until(() -> writer.acknowledged() > written + 50);
            String after = pair.sql(AMS, "select pg_last_wal_replay_lsn()");
            assertThat(Lsn.parseNullable(after).reached(Lsn.parseNullable(before)))
                    .isTrue();
            assertThat(after).isNotEqualTo(before);
            writer.close();
            assertThat(writer.missingAt(FRA)).isEmpty();
            assertThat(pair.sql(FRA, "select max(n) from rows"))
                    .as("no write failed")
                    .isEqualTo(Integer.toString(1_000 + writer.acknowledged()));
        }
        assertThat(pair.sql(FRA, "select count(*) from rows where n < 0")).isEqualTo("0");
        assertThat(pair.sql(FRA, "select count(*) from pg_stat_replication")).isEqualTo("1");
        assertThat(pair.sql(FRA, "select string_agg(slot_name, ',') from pg_replication_slots"))
                .isEqualTo(slots);
        assertThat(pair.sql(AMS, "select pg_is_in_recovery()")).isEqualTo("t");
        assertAlone();
        assertThat(run(Operation.CLONE, "drill-1").outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(run(Operation.START, "drill-1").outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(run(Operation.STOP, "drill-1").outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(run(Operation.STOP, "drill-1").outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(run(Operation.START, "drill-1").outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(clone("select count(*) from only_here")).isEqualTo("0");

        assertThat(run(Operation.DISCARD, "drill-1").outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(run(Operation.DISCARD, "drill-1").outcome()).isEqualTo(Outcome.UNCHANGED);
        assertNothingLeft();
    }

    /** It takes its log from nobody, sends it to nobody and keeps no archive, whatever its files say. */
    private void assertAlone() throws SQLException {
        assertThat(
                        clone(
                                "select string_agg(name || '=' || setting, ' ' order by name) from pg_settings where name in"
                                        + " ('archive_mode', 'primary_conninfo', 'primary_slot_name', 'max_wal_senders',"
                                        + " 'synchronous_standby_names', 'max_logical_replication_workers', 'unix_socket_directories')"))
                .isEqualTo("archive_mode=off max_logical_replication_workers=0 max_wal_senders=0 primary_conninfo="
                        + " primary_slot_name= synchronous_standby_names= unix_socket_directories=");
        assertThat(clone("select count(*) from pg_replication_slots")).isEqualTo("0");
        assertThat(clone("select pg_is_in_recovery()")).isEqualTo("f");
        assertThat(pair.command("cat", data() + "/postgresql.auto.conf")).doesNotContain("primary_conninfo");
    }

    @Test
    void whatAKilledRunLeftIsFoundAndMadeAnew() throws Exception {
        pair.command(
                "sh",
                "-c",
                "mkdir -p '%1$s/base'; printf 'drill-1\\npart\\n' > '%1$s.changeover-drill'".formatted(data()));

        assertThat(run(Operation.CLONE, "drill-1").outcome()).isEqualTo(Outcome.CHANGED);
        clone("create table of_the_first (n int)");
        assertThat(run(Operation.CLONE, "drill-2").outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(clone("select count(*) from pg_class where relname = 'of_the_first'"))
                .isEqualTo("0");

        long pid = Long.parseLong(
                pair.command("head", "-n", "1", data() + "/postmaster.pid").strip());
        ProcessHandle.of(pid).ifPresent(OwnerCommands::kill);
        assertThat(run(Operation.CLONE, "drill-2").outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(clone("select pg_is_in_recovery()")).isEqualTo("f");
        assertThat(run(Operation.DISCARD, "drill-3").outcome()).isEqualTo(Outcome.CHANGED);
        assertNothingLeft();
    }

    @Test
    void whatNoDrillHasMadeIsLeftAlone() throws Exception {
        pair.command("mkdir", data());
        pair.command("touch", data() + "/precious");

        for (Operation operation : new Operation[] {Operation.CLONE, Operation.START, Operation.DISCARD}) {
            assertThatThrownBy(() -> run(operation, "drill-1"))
                    .as(operation.name())
                    .hasMessageContaining("left alone");
        }
        assertThat(pair.command("ls", data())).isEqualTo("precious\n");
        pair.command("rm", "-r", data());

        String own = pair.data(AMS);
        assertThatThrownBy(() -> connector.execute(request(Operation.CLONE, "drill-1", own, false), context()))
                .hasMessageContaining("a folder and a port of its own");
        assertThatThrownBy(() -> connector.execute(request(Operation.DISCARD, "drill-1", own, false), context()))
                .hasMessageContaining("a folder and a port of its own");
        assertThat(pair.sql(AMS, "select pg_is_in_recovery()")).isEqualTo("t");
    }

    @Test
    void aDryRunMakesNothing() throws Exception {
        for (Operation operation : new Operation[] {Operation.CLONE, Operation.START}) {
            assertThat(connector
                            .execute(request(operation, "drill-1", data(), true), context())
                            .outcome())
                    .isEqualTo(Outcome.WOULD_CHANGE);
        }
        for (Operation operation : new Operation[] {Operation.STOP, Operation.DISCARD}) {
            assertThat(connector
                            .execute(request(operation, "drill-1", data(), true), context())
                            .outcome())
                    .isEqualTo(Outcome.UNCHANGED);
        }
        assertNothingLeft();
    }

    private void assertNothingLeft() throws Exception {
        assertThat(Path.of(data())).doesNotExist();
        assertThat(Path.of(data() + ".changeover-drill")).doesNotExist();
        try (var processes = ProcessHandle.allProcesses()) {
            assertThat(processes.flatMap(one -> one.info().commandLine().stream()))
                    .noneMatch(line -> line.contains(data()));
        }
        assertThatThrownBy(() -> clone("select 1")).isInstanceOf(SQLException.class);
        assertThat(Files.exists(Path.of(pair.data(AMS)))).isTrue();
    }

    private String data() {
        return pair.data("drill");
    }

    private static TestContext context() {
        return PostgresPair.context();
    }

    private Result run(Operation operation, String run) throws Exception {
        return connector.execute(request(operation, run, data(), false), context());
    }

    private Request request(Operation operation, String run, String data, boolean dryRun) {
        Host host = new Host("ams-db1", AMS, PostgresPair.address(AMS), Settings.NONE);
        Map<String, Object> settings = new HashMap<>(pair.settings(AMS));
        settings.remove("slot");
        settings.putAll(Map.of("data", data, "port", port, "listen", PostgresPair.address(AMS)));
        Target clone = new Target(operation.kind(), "ledger", AMS, host, Settings.of(settings));
        boolean dataset = operation.kind() == Kind.DATASET;
        Target from = new Target(operation.kind(), "ledger", AMS, host, Settings.of(pair.settings(AMS)));
        Map<String, String> environment = Map.of("CHANGEOVER_RUN", run, "CHANGEOVER_DRILL", "1");
        return new Request(operation, clone, dataset ? from : null, dryRun, environment);
    }

    private String clone(String sql) throws SQLException {
        String password = String.valueOf(pair.settings(AMS).get("password"));
        String url = "jdbc:postgresql://%s:%d/postgres?connectTimeout=5".formatted(PostgresPair.address(AMS), port);
        try (var connection = DriverManager.getConnection(url, "dr", password);
                var statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            var rows = statement.getResultSet();
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }
}
