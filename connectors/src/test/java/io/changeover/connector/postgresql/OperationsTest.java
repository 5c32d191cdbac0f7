package io.changeover.connector.postgresql;

import static io.changeover.connector.postgresql.PostgresPair.AMS;
import static io.changeover.connector.postgresql.PostgresPair.FRA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import io.changeover.connector.spi.Shell;
import io.changeover.connector.spi.Verdict;
import io.changeover.connector.testing.TestContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperationsTest {
    private static final String INTERVAL = "show wal_retrieve_retry_interval";

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
        return connector.execute(pair.request(operation, site), PostgresPair.context());
    }

    private Result dryRun(Operation operation, String site) throws Exception {
        return connector.execute(pair.dryRun(operation, site), PostgresPair.context());
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
            Operation operation, String site, String code, Verdict verdict) {
        return assertThatThrownBy(() -> run(operation, site)).isInstanceOfSatisfying(ConnectorException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.verdict()).isEqualTo(verdict);
            assertThat(e.getMessage()).contains("ledger at").doesNotContain("secret");
        });
    }

    @Test
    void readsTheRoleOfOneSideAlone() throws Exception {
        pair.kill(FRA);
        assertThat(run(Operation.ROLE, AMS).outputs())
                .containsEntry("role", "standby")
                .containsKeys("timeline", "position");
        assertThat(run(Operation.ROLE, FRA).outputs())
                .containsEntry("role", "stopped")
                .containsEntry("timeline", "1");
        run(Operation.START, FRA);
        pair.sql(AMS, "select pg_promote()");
        for (String site : List.of(FRA, AMS)) {
            assertThat(run(Operation.ROLE, site).outputs())
                    .containsEntry("role", "primary")
                    .containsKey("lastWrite");
        }
        assertThat(run(Operation.ROLE, AMS).outputs()).containsEntry("timeline", "2");
    }

    @Test
    void tellsFromTheStandbyAloneWhatItHoldsAndPromotesItWithoutThePrimary() throws Exception {
        pair.sql(FRA, "create table marks (word text)");
        await().until(() -> !pair.sql(AMS, "select count(*) from pg_class where relname = 'marks'")
                .equals("0"));
        pair.kill(FRA);

        Result held = alone(Operation.ESTIMATE);

        assertThat(held.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(held.outputs())
                .containsKeys("heldUntil", "received", "replayed")
                .doesNotContainKey("lagBytes");
        assertThat(Long.parseLong(held.outputs().get("lagMillis"))).isPositive();
        Result promoted = alone(Operation.PROMOTE);
        assertThat(promoted.outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(promoted.outputs())
                .containsEntry("heldUntil", held.outputs().get("heldUntil"))
                .containsEntry("timeline", "2");
        assertThat(alone(Operation.PROMOTE).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThatThrownBy(() -> alone(Operation.ESTIMATE))
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.code()).isEqualTo("PG_ROLE_WRONG"));
    }

    private Result alone(Operation operation) throws Exception {
        Request both = pair.request(operation, AMS);
        Request alone = new Request(operation, both.target(), null, false, both.environment(), true);
        return connector.execute(alone, PostgresPair.context());
    }

    @Test
    void neverReadsARoleThatItCannotProve() throws Exception {
        assertNotAnswering(Operation.ROLE, FRA);
        pair.kill(FRA);
        Shell broken = command -> {
            throw ConnectorException.transientFault("SSH_UNREACHABLE", "ledger at fra: no way there");
        };
        TestContext context = new TestContext(host -> broken, Duration.ofSeconds(10));
        assertThatThrownBy(() -> connector.execute(pair.request(Operation.ROLE, FRA), context))
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.code()).isEqualTo("SSH_UNREACHABLE"));
    }

    @Test
    void promotesNothingWhileASourceListensThatDoesNotTellItsRole() throws Exception {
        assertNotAnswering(Operation.PROMOTE, AMS);
        assertThat(pair.sql(AMS, "select pg_is_in_recovery()")).isEqualTo("t");
    }

    /** While the server at fra listens and stands still. */
    private void assertNotAnswering(Operation operation, String site) throws Exception {
        long server = pair.pid(FRA);
        pair.command("kill", "-STOP", Long.toString(server));
        try {
            assertRefused(operation, site, "PG_NOT_ANSWERING", Verdict.TRANSIENT);
        } finally {
            pair.command("kill", "-CONT", Long.toString(server));
        }
    }

    @Test
    void changesNothingTheSecondTime() throws Exception {
        assertThat(run(Operation.PREPARE, AMS).outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(run(Operation.PREPARE, AMS).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(run(Operation.START, FRA).outcome()).isEqualTo(Outcome.UNCHANGED);
        for (Operation operation : List.of(Operation.STOP, Operation.START, Operation.STOP)) {
            assertThat(run(operation, FRA).outcome()).isEqualTo(Outcome.CHANGED);
            assertThat(run(operation, FRA).outcome()).isEqualTo(Outcome.UNCHANGED);
            if (operation == Operation.START) {
                awaitStream();
            }
        }
        run(Operation.SYNC, AMS);
        assertThat(run(Operation.SYNC, AMS).outcome()).isEqualTo(Outcome.UNCHANGED);
        for (Operation operation : List.of(Operation.PROVE, Operation.PROVE)) {
            assertThat(run(operation, AMS).outcome()).isEqualTo(Outcome.UNCHANGED);
        }
        assertThat(run(Operation.PROMOTE, AMS).outputs()).containsEntry("timeline", "2");
        assertThat(run(Operation.PROMOTE, AMS).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(run(Operation.PROTECT, FRA).outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(run(Operation.PROTECT, FRA).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(run(Operation.PROMOTE, AMS).outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void changesNothingInADryRun() throws Exception {
        String before = pair.sql(AMS, "select pg_postmaster_start_time()") + pair.sql(AMS, INTERVAL);
        assertThat(dryRun(Operation.PREPARE, AMS).outcome()).isEqualTo(Outcome.WOULD_CHANGE);
        assertThat(dryRun(Operation.PROMOTE, FRA).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(dryRun(Operation.STOP, FRA).outcome()).isEqualTo(Outcome.WOULD_CHANGE);
        assertThat(dryRun(Operation.STATUS, FRA).outputs()).containsEntry("state", "running");
        run(Operation.STOP, FRA);
        assertThat(dryRun(Operation.START, FRA).outcome()).isEqualTo(Outcome.WOULD_CHANGE);
        assertThat(dryRun(Operation.STATUS, FRA).outputs()).containsEntry("state", "stopped");
        assertThat(dryRun(Operation.PROMOTE, AMS).outcome()).isEqualTo(Outcome.WOULD_CHANGE);
        assertThat(pair.sql(AMS, "select pg_is_in_recovery()")).isEqualTo("t");
        run(Operation.PROMOTE, AMS);
        assertThat(dryRun(Operation.PROTECT, FRA)).satisfies(result -> {
            assertThat(result.outcome()).isEqualTo(Outcome.WOULD_CHANGE);
            assertThat(result.message()).contains("FOLLOW");
        });
        assertThat(pair.pid(FRA)).isZero();
        assertThat(pair.sql(AMS, "select pg_postmaster_start_time()") + pair.sql(AMS, INTERVAL))
                .isEqualTo(before);
    }

    @Test
    void measuresLagInBytesAndTime() throws Exception {
        pair.sql(FRA, "insert into rows values (0)");
        await().untilAsserted(() -> assertThat(run(Operation.MEASURE, AMS).outputs())
                .containsAllEntriesOf(
                        Map.of("lagBytes", "0", "lagMillis", "0", "primaryRole", "primary", "standbyRole", "standby")));
        pair.sql(AMS, "select pg_wal_replay_pause()");
        pair.sql(FRA, "insert into rows select generate_series(1, 1000)");
        Map<String, String> outputs = run(Operation.MEASURE, AMS).outputs();
        assertThat(Long.parseLong(outputs.get("lagBytes"))).isGreaterThan(10_000);
        assertThat(Long.parseLong(outputs.get("lagMillis"))).isNotNegative();
        pair.sql(AMS, "select pg_wal_replay_resume()");
        assertThat(Long.parseLong(run(Operation.SYNC, AMS).outputs().get("bytes")))
                .isNotNegative();
        assertThat(pair.sql(AMS, "select count(*) from rows")).isEqualTo("1001");
    }

    @Test
    void leavesTheAgeOutWhereNobodyKnowsIt() throws Exception {
        run(Operation.STOP, AMS);
        run(Operation.START, AMS);
        awaitStream();
        pair.sql(AMS, "select pg_wal_replay_pause()");
        pair.sql(FRA, "insert into rows values (1)");
        assertThat(run(Operation.MEASURE, AMS).outputs())
                .containsKey("lagBytes")
                .doesNotContainKey("lagMillis");
    }

    private void awaitStream() {
        await().until(() -> pair.sql(FRA, "select count(*) from pg_stat_replication where state = 'streaming'")
                .equals("1"));
    }

    @Test
    void refusesWrongRolesAndRunningSources() throws Exception {
        assertRefused(Operation.MEASURE, FRA, "PG_ROLE_WRONG", Verdict.PERMANENT);
        assertRefused(Operation.PREPARE, FRA, "PG_ROLE_WRONG", Verdict.PERMANENT);
        assertRefused(Operation.SYNC, FRA, "PG_ROLE_WRONG", Verdict.PERMANENT);
        assertRefused(Operation.PROVE, AMS, "PG_SOURCE_RUNNING", Verdict.PERMANENT);
        assertRefused(Operation.PROMOTE, AMS, "PG_SOURCE_RUNNING", Verdict.PERMANENT);
        assertRefused(Operation.PROTECT, FRA, "PG_ROLE_WRONG", Verdict.PERMANENT);
        assertThat(run(Operation.PROTECT, AMS).outcome()).isEqualTo(Outcome.UNCHANGED);
        pair.sql(AMS, "alter system set primary_conninfo = ''");
        pair.sql(AMS, "select pg_reload_conf()");
        await().until(() ->
                pair.sql(AMS, "select count(*) from pg_stat_wal_receiver").equals("0"));
        assertRefused(Operation.MEASURE, AMS, "PG_NOT_STREAMING", Verdict.TRANSIENT);
        assertThat(run(Operation.PROTECT, AMS).outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(run(Operation.MEASURE, AMS).outputs()).containsKey("lagBytes");
    }

    @Test
    void findsAStandbyThatThePrimarysHostCannotReach() throws Exception {
        assertThat(run(Operation.MEASURE, AMS).outputs()).containsKey("lagBytes");
        pair.with("replicationAddress", "127.0.1.66");
        assertRefused(Operation.MEASURE, AMS, "PG_WAY_BACK_CLOSED", Verdict.TRANSIENT);
    }

    @Test
    void doesNotTakeAKilledSourceForQuiet() throws Exception {
        pair.kill(FRA);
        assertRefused(Operation.PROVE, AMS, "PG_SOURCE_CRASHED", Verdict.PERMANENT);
        assertThat(run(Operation.STATUS, FRA).outputs()).containsEntry("state", "stopped");
    }

    @Test
    void saysThatAServerRunsWhichDoesNotTellItsRole() throws Exception {
        for (Map.Entry<String, Object> wrong : Map.<String, Object>of(
                        "password", "wrong", "sslmode", "require", "port", OwnerCommands.freePort("127.0.1.1"))
                .entrySet()) {
            TestContext context = PostgresPair.context();
            Object before = pair.settings(FRA).get(wrong.getKey());
            pair.with(wrong.getKey(), wrong.getValue());
            assertThatThrownBy(() -> connector.execute(pair.request(Operation.ROLE, FRA), context))
                    .isInstanceOf(ConnectorException.class);
            assertThat(context.lastReading("state")).as(wrong.getKey()).isEqualTo("running");
            pair.with(wrong.getKey(), before == null ? "prefer" : before);
        }
    }

    @Test
    void putsTheWrapBeforeTheServersPrograms() throws Exception {
        pair.with("wrap", "env CHANGEOVER_WRAPPED=yes");
        TestContext context = PostgresPair.context();
        run(Operation.STOP, FRA);
        connector.execute(pair.request(Operation.START, FRA), context);
        assertThat(pair.command("cat", "/proc/" + pair.pid(FRA) + "/environ")).contains("CHANGEOVER_WRAPPED=yes");
        assertThat(context.lastReading("role")).isEqualTo("primary");
    }

    @Test
    void neverCallsAServerStoppedThatItCannotReach() throws Exception {
        run(Operation.STOP, FRA);
        Shell broken = command -> {
            throw ConnectorException.transientFault("SSH_UNREACHABLE", "no way there");
        };
        TestContext context = new TestContext(host -> broken, Duration.ofSeconds(10));
        assertThatThrownBy(() -> connector.execute(pair.request(Operation.STATUS, FRA), context))
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.verdict()).isEqualTo(Verdict.TRANSIENT));
    }

    @Test
    void namesTheDataDirectoryThatIsNotThere() {
        pair.kill(FRA);
        pair.with("data", "/nowhere");
        assertRefused(Operation.STATUS, FRA, "PG_DATA_MISSING", Verdict.PERMANENT)
                .hasMessageContaining("/nowhere");
    }

    @Test
    void putsBackWhatThePreparationSet() throws Exception {
        pair.sql(AMS, "alter system set wal_retrieve_retry_interval = '3s'");
        pair.sql(AMS, "select pg_reload_conf()");
        run(Operation.PREPARE, AMS);
        assertThat(pair.sql(AMS, INTERVAL)).isEqualTo("50ms");
        PostgresqlConnector another = new PostgresqlConnector();
        assertThat(another.execute(pair.request(Operation.RELEASE, AMS), PostgresPair.context())
                        .outcome())
                .isEqualTo(Outcome.CHANGED);
        another.close();
        await().until(() -> pair.sql(AMS, INTERVAL).equals("3s"));
        assertThat(run(Operation.RELEASE, AMS).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(pair.command("cat", pair.data(AMS) + "/postgresql.auto.conf"))
                .doesNotContain("changeover");
    }

    @Test
    void readsTheSameFromTheControlFileAsItsOwnProgram() throws Exception {
        run(Operation.STOP, FRA);
        run(Operation.STOP, AMS);
        for (String site : List.of(FRA, AMS)) {
            pair.with("bin", "/usr/lib/postgresql/15/bin");
            ControlData text = probe(site).control();
            pair.with("bin", "/nowhere");
            ControlData bytes = probe(site).control();
            assertThat(bytes).isEqualTo(text);
            assertThat(bytes.state()).isEqualTo(site.equals(FRA) ? "shut down" : "shut down in recovery");
        }
    }

    private Programs.Probe probe(String site) throws Exception {
        TestContext context = PostgresPair.context();
        return new Programs(context, Server.of(pair.target(Operation.STATUS, site))).probe();
    }
}
