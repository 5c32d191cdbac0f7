package io.changeover.scenario.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The service works at the other site and comes back to the preferred one, which is well or is not. */
class S1Test {
    private static final long BULK = 12_000_000;

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
    void reset() {
        lab.reset();
    }

    @Test
    void comesBackInItsWindowWithAllThatWasTakenMeanwhile() throws Exception {
        lab.upload("fra", "bulk-1", BULK / 2);
        lab.upload("fra", "bulk-2", BULK / 2);
        lab.protect();
        lab.orders().begin();

        Trace there = new Trace(lab.move("switchover"));
        lab.orders().awaitNewFrom("ams");
        lab.upload("ams", "taken-at-ams", 100_000);
        Trace reverse = new Trace(lab.protect());
        ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
        lab.door().putPlan(Lab.PLAN, lab.plan() + Truth.window(now.minusHours(1), now.plusHours(2)));
        Trace back = new Trace(lab.move("failback"));
        lab.orders().awaitNewFrom("fra");
        lab.orders().close();

        assertThat(there.outcome()).isEqualTo("COMPLETED");
        assertThat(reverse.outcome()).isEqualTo("COMPLETED");
        assertThat(back.outcome()).isEqualTo("COMPLETED");
        assertThat(lab.door().plan(Lab.PLAN).path("state").asText()).isEqualTo("ACTIVE");
        Truth.assertNothingLost(lab, "fra");
        assertThat(lab.uploads("fra")).contains("taken-at-ams");
        assertOneInterruptionEach(there, back);
        assertOrder(back);
        for (Trace run : new Trace[] {there, reverse, back}) {
            assertThat(run.sum("uploads", "bytesSent"))
                    .as("bytes between the sites in run " + run.id())
                    .isBetween(1L, BULK / 10);
        }
        lab.protect();
        Truth.assertBothSitesHoldTheSame(lab);
    }

    @Test
    void findsAPrimaryWithReadOnlyStorageBeforeAnythingIsStopped() throws Exception {
        lab.orders().begin();
        lab.move("switchover");
        lab.orders().awaitNewFrom("ams");
        lab.fault("readonly", "fra-app", "/srv/uploads");

        String run = lab.door().start("failback", Lab.PLAN);
        JsonNode question = lab.awaitQuestion(run, "FAILURE");
        lab.door().decide(question, "abort", "the storage of fra is read-only");
        Trace refused = new Trace(lab.awaitEnd(run));
        lab.orders().awaitNewFrom("ams");
        lab.orders().close();
        String stands = lab.door().plan(Lab.PLAN).path("state").asText();
        lab.mend("readonly", "fra-app", "/srv/uploads");
        Trace back = new Trace(lab.move("failback"));

        assertThat(question.path("evidence").toString())
                .contains("uploads at fra", "/srv/uploads writable", "Read-only file system");
        assertThat(refused.outcome()).isEqualTo("ABORTED");
        assertThat(refused.kinds()).as("what was done").containsOnly("PROBE", "STATUS", "MEASURE", "READ", "CHECK");
        assertThat(stands).as("the plan before the primary was mended").isEqualTo("ACTIVE");
        assertThat(lab.orders().sites()).containsExactly("fra", "ams");
        assertThat(lab.orders().interruptions("www")).isEqualTo(1);
        assertThat(lab.orders().interruptions("edge")).isEqualTo(1);
        assertThat(back.outcome()).isEqualTo("COMPLETED");
        Truth.assertNothingLost(lab, "fra");
    }

    private static void assertOneInterruptionEach(Trace there, Trace back) {
        assertThat(lab.orders().sites()).as("who answered, in this order").containsExactly("fra", "ams", "fra");
        for (String route : new String[] {"www", "edge"}) {
            assertThat(lab.orders().interruptions(route))
                    .as("interruptions of " + route)
                    .isEqualTo(2);
        }
        assertOutage(there, 0);
        assertOutage(back, 1);
    }

    private static void assertOutage(Trace run, int move) {
        Duration seen = Collections.max(List.of(
                lab.orders().changes("www").get(move),
                lab.orders().changes("edge").get(move)));
        JsonNode outage = lab.door().report(run.id()).path("outage");
        Duration told = Duration.parse(outage.path("achieved").asText());
        assertThat(told.toMillis())
                .as("outage in the report of %s beside what the client saw", run.id())
                .isCloseTo(seen.toMillis(), within(1_000L));
        assertThat(Instant.parse(outage.path("begin").asText()))
                .isEqualTo(Trace.at(run.only("STOP", "front"), "startedAt"));
    }

    private static void assertOrder(Trace back) {
        assertThat(back.groups("Task_StopInstances")).containsExactly("front", "app", "database");
        assertThat(back.groups("Task_StartInstances")).containsExactly("database", "app", "front");
    }
}
