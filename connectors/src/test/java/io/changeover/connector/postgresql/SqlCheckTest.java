package io.changeover.connector.postgresql;

import static io.changeover.connector.postgresql.PostgresPair.FRA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Host;
import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import io.changeover.connector.spi.Settings;
import io.changeover.connector.spi.Target;
import io.changeover.connector.spi.Verdict;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SqlCheckTest {
    private static PostgresPair pair = null;
    private static final SqlCheck CHECK = new SqlCheck();

    @BeforeAll
    static void start() {
        pair = PostgresPair.start();
    }

    @AfterAll
    static void stop() {
        CHECK.close();
        pair.close();
    }

    private static Result ask(Map<String, Object> question) throws Exception {
        Map<String, Object> settings = new HashMap<>(pair.settings(FRA));
        settings.putAll(question);
        Host host = new Host("fra-db1", FRA, PostgresPair.address(FRA), Settings.NONE);
        Target target = new Target(Kind.CHECK, "ledger", FRA, host, Settings.of(settings));
        return CHECK.execute(new Request(Operation.CHECK, target, null, false, Map.of()), PostgresPair.context());
    }

    @Test
    void saysYesToTheExpectedAnswer() throws Exception {
        assertThat(ask(Map.of("sql", "select pg_is_in_recovery()", "expect", "f"))
                        .outputs())
                .containsEntry("answer", "f");
        assertThat(ask(Map.of("sql", "select 1")).outputs()).containsEntry("answer", "1");
    }

    @Test
    void saysNoToAnotherAnswerAndToNone() {
        assertThatThrownBy(() -> ask(Map.of("sql", "select 41", "expect", "42")))
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.verdict()).isEqualTo(Verdict.TRANSIENT))
                .hasMessageContaining("wanted '42'")
                .hasMessageContaining("found '41'");
        assertThatThrownBy(() -> ask(Map.of("sql", "select 1 where false"))).hasMessageContaining("found no row");
    }

    @Test
    void cannotChangeAnything() {
        assertThatThrownBy(() -> ask(Map.of("sql", "insert into rows values (5) returning n")))
                .hasMessageContaining("read-only transaction");
        assertThat(pair.sql(FRA, "select count(*) from rows")).isEqualTo("0");
    }

    @Test
    void runsStatementsInOneTransaction() throws Exception {
        assertThat(call("insert into rows values (7); insert into rows values (8); delete from rows where n in (7, 8)")
                        .outputs())
                .containsEntry("rows", "4");
        assertThat(pair.sql(FRA, "select count(*) from rows")).isEqualTo("0");

        assertThatThrownBy(() -> call("insert into rows values (9); select 1 / 0"))
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.verdict()).isEqualTo(Verdict.PERMANENT))
                .hasMessageContaining("division by zero");
        assertThat(pair.sql(FRA, "select count(*) from rows")).isEqualTo("0");
    }

    private static Result call(String sql) throws Exception {
        Map<String, Object> settings = new HashMap<>(pair.settings(FRA));
        settings.put("sql", sql);
        Host host = new Host("fra-db1", FRA, PostgresPair.address(FRA), Settings.NONE);
        Target target = new Target(Kind.HOOK, "purge", FRA, host, Settings.of(settings));
        return CHECK.execute(new Request(Operation.CALL, target, null, false, Map.of()), PostgresPair.context());
    }

    @Test
    void givesUpOnAnAnswerThatTakesTooLong() {
        assertThatThrownBy(() -> ask(Map.of("sql", "select pg_sleep(60)", "timeout", "200ms")))
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.verdict()).isEqualTo(Verdict.TRANSIENT));
    }
}
