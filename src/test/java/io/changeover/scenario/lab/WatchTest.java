package io.changeover.scenario.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The watch on real machines: a slow link between the databases, a lost site, and a standby promoted by hand. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WatchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

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
    @Order(1)
    void aSlowLinkDegradesThePlanUntilTheStandbyHasCaughtUp() {
        await("a first look that finds all well")
                .atMost(PATIENCE)
                .until(() -> seen().path("lags").path(0).path("millis").isNumber() && state().equals("ACTIVE"));
        // Its age tells how far the standby is behind.
        sql("fra", "create table mark as select 1 as one");
        lab.fault("throttle", "fra-db", "ams-db", "512kbit");
        sql("fra", "create table ballast as select repeat(md5(i::text), 30) as text from generate_series(1, 4000) i");

        await("a lag above its objective")
                .atMost(PATIENCE)
                .until(() -> seen().path("alarms").toString().contains("LAG_ABOVE_RPO"));
        assertThat(state()).isEqualTo("DEGRADED");
        lab.mend("throttle", "fra-db", "ams-db", "512kbit");
        await("the standby to catch up").atMost(PATIENCE).until(() -> state().equals("ACTIVE"));

        assertThat(seen().path("alarms")).isEmpty();
        JsonNode alarm = StreamSupport.stream(
                        lab.door().seen(Lab.PLAN, "alarms").spliterator(), false)
                .filter(one -> one.path("code").asText().equals("LAG_ABOVE_RPO"))
                .findFirst()
                .orElseThrow();
        assertThat(Instant.parse(alarm.path("clearedAt").asText()))
                .isAfter(Instant.parse(alarm.path("raisedAt").asText()));
        assertThat(lab.door().seen(Lab.PLAN, "lag?dataset=ledger&since=10m"))
                .anyMatch(one -> one.path("bytes").asLong() > 100_000)
                .last()
                .matches(one -> one.path("millis").asLong() < 5_000);
    }

    @Test
    @Order(2)
    void aLostSiteIsLeftByTheTriggerThoughTheServerDiesRightAfterIt() throws Exception {
        lab.door().putPlan(Lab.PLAN, lab.plan() + "\ntrigger: { mode: automatic, misses: 2, every: 2s }\n");
        lab.fault("kill", "fra");
        await("a failover that nobody has asked for")
                .atMost(PATIENCE)
                .until(() -> lab.status().path("holder").isTextual());
        String run = lab.status().path("holder").asText();
        lab.node().kill();
        lab.node().start();
        lab.node().awaitReady();

        JsonNode ended = lab.awaitRun(
                run, "its end", one -> one.path("run").path("state").asText().equals("ENDED"));

        assertThat(ended.path("run").path("requester").asText()).isEqualTo("changeover");
        assertThat(ended.path("run").path("outcome").asText()).isEqualTo("COMPLETED_UNPROTECTED");
        assertThat(lab.status().path("activeSite").asText()).isEqualTo("ams");
        assertThat(seen().path("coolDown").path("begunBy").asText()).isEqualTo("changeover");
        lab.recover();
    }

    @Test
    @Order(3)
    void aStandbyPromotedByHandIsASplitBrainAndNothingStarts() {
        String ctl = lab.on("ams-db", "sh", "-c", "ls -d /usr/lib/postgresql/*/bin/pg_ctl | tail -1")
                .strip();
        lab.on("ams-db", "runuser", "-u", "postgres", "--", ctl, "promote", "-w", "-D", "/srv/postgresql/data");

        await("the split brain").atMost(PATIENCE).until(() -> state().equals("SPLIT_BRAIN"));

        JsonNode alarm = StreamSupport.stream(seen().path("alarms").spliterator(), false)
                .filter(one -> one.path("code").asText().equals("TWO_ACTIVE"))
                .findFirst()
                .orElseThrow();
        assertThat(alarm.path("sentence").asText()).contains("ledger is primary at fra", "ledger is primary at ams");
        for (String runbook : new String[] {"switchover", "reprotect", "failback"}) {
            assertThatThrownBy(() -> lab.door().start(runbook, Lab.PLAN)).hasMessageContaining("PLAN_SPLIT_BRAIN");
        }
    }

    private static JsonNode seen() {
        return lab.door().seen(Lab.PLAN, "watch");
    }

    private static String state() {
        return lab.status().path("state").asText();
    }

    private static void sql(String site, String sql) {
        lab.on(site + "-db", "runuser", "-u", "postgres", "--", "psql", "-h", "/run/postgresql", "-qc", sql, "shop");
    }
}
