package io.changeover.scenario.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A slow link, a broken link, and a window that has not opened: the service is never without its data. */
class S1FaultsTest {
    private static final long MUCH = 30_000_000;

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
    void stopsNothingWhileASlowLinkStillBringsTheData() throws Exception {
        lab.orders().begin();
        lab.fault("throttle", "fra-app", "ams-app", "2mbit");
        lab.upload("fra", "much", MUCH);

        String run = lab.door().start("switchover", Lab.PLAN);
        JsonNode question = lab.awaitQuestion(run, "APPROVAL");
        lab.door().approve(question);
        lab.awaitRun(run, "the first copy", now -> underWay(now, "PREPARE"));
        lab.orders().awaitNewFrom("fra");
        Trace during = new Trace(lab.door().run(run));
        lab.mend("throttle", "fra-app", "ams-app", "2mbit");
        Trace there = new Trace(lab.awaitEnd(run));
        lab.orders().awaitNewFrom("ams");
        lab.orders().close();

        assertThat(during.only("PREPARE", "uploads").path("state").asText())
                .as("the first copy, while orders were still taken")
                .isEqualTo("RUNNING");
        assertThat(lagShown(question)).as("lag of the files for the approver").isGreaterThanOrEqualTo(MUCH);
        assertThat(there.outcome()).isEqualTo("COMPLETED");
        assertThat(Trace.at(there.only("STOP", "front"), "startedAt"))
                .as("the first stop")
                .isAfterOrEqualTo(Trace.at(there.only("PREPARE", "uploads"), "endedAt"));
        assertThat(there.only("PREPARE", "uploads").path("attempts").asInt()).isEqualTo(1);
        assertThat(lab.orders().sites()).containsExactly("fra", "ams");
        Truth.assertNothingLost(lab, "ams");
        lab.protect();
        Truth.assertBothSitesHoldTheSame(lab);
    }

    @Test
    void bringsOverWhatIsWrittenDuringALongCopyBeforeAnythingIsStopped() throws Exception {
        lab.orders().begin();
        lab.fault("throttle", "fra-app", "ams-app", "20mbit");
        lab.upload("fra", "much", MUCH);

        String run = lab.door().start("switchover", Lab.PLAN);
        lab.approve(run);
        lab.awaitRun(
                run,
                "a copy that has its list of files",
                now -> lab.on("ams-app", "ls", "-A", "/srv/uploads").contains(".much."));
        lab.upload("fra", "more", MUCH / 6);
        Trace there = new Trace(lab.awaitEnd(run));
        lab.orders().awaitNewFrom("ams");
        lab.orders().close();

        assertThat(there.outcome()).isEqualTo("COMPLETED");
        assertThat(sent(there.only("PREPARE", "uploads")))
                .as("bytes before the stop")
                .isGreaterThan(MUCH + MUCH / 6);
        assertThat(sent(there.only("SYNC", "uploads")))
                .as("bytes after the stop")
                .isLessThan(MUCH / 6);
        Truth.assertNothingLost(lab, "ams");
    }

    @Test
    void waitsForItsWindowThroughAKillOfTheServer() throws Exception {
        ZonedDateTime opens = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(90).truncatedTo(ChronoUnit.MINUTES);
        lab.door().putPlan(Lab.PLAN, lab.plan() + Truth.window(opens, opens.plusHours(1)));
        lab.orders().begin();

        String run = lab.door().start("switchover", Lab.PLAN);
        lab.approve(run);
        lab.awaitRun(run, "the waiting", now -> now.path("events").toString().contains("WAITS"));
        lab.node().kill();
        lab.node().start();
        lab.node().awaitReady();
        Trace before = new Trace(lab.door().run(run));
        Trace there = new Trace(lab.awaitEnd(run));
        lab.orders().awaitNewFrom("ams");
        lab.orders().close();

        assertThat(before.kinds()).as("what was done before").containsOnly("PROBE", "STATUS", "MEASURE", "READ");
        assertThat(there.outcome()).isEqualTo("COMPLETED");
        assertThat(Trace.at(there.only("PREPARE", "uploads"), "startedAt")).isAfterOrEqualTo(opens.toInstant());
        assertThat(Duration.parse(lab.door().report(run).at("/times/people").asText()))
                .as("time in which the run waited")
                .isPositive();
        assertThat(lab.orders().sites()).containsExactly("fra", "ams");
        Truth.assertNothingLost(lab, "ams");
    }

    @Test
    void asksAPersonWhereTheWindowIsTooShort() throws Exception {
        ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
        lab.door()
                .putPlan(
                        "night",
                        lab.plan().replace("plan: " + Lab.PLAN, "plan: night").replace("rto: 60s", "rto: 2h")
                                + Truth.window(now.minusHours(1), now.plusMinutes(20)));
        lab.orders().begin();

        String run = lab.door().start("switchover", "night");
        lab.approve(run);
        JsonNode question = lab.awaitQuestion(run, "WINDOW");
        lab.orders().awaitNewFrom("fra");
        lab.door().decide(question, "stop", "too late for today");
        Trace ended = new Trace(lab.awaitEnd(run));
        lab.orders().close();

        assertThat(question.path("question").asText()).contains("closes at", "expected to take PT2H");
        assertThat(ended.outcome()).isEqualTo("NOT_READY");
        assertThat(ended.kinds()).containsOnly("PROBE", "STATUS", "MEASURE", "READ");
        assertThat(lab.orders().sites()).containsExactly("fra");
        assertThat(lab.orders().interruptions("www")).isZero();
    }

    @Test
    void servesAgainAtTheSourceWhenTheLinkBreaksInTheFinalDelta() throws Exception {
        lab.door().putPlan(Lab.PLAN, lab.plan() + """
                limits: { operation: 20s }
                hooks:
                  - name: late
                    at: postStop
                    host: fra-app
                    run: "head -c %d /dev/urandom >/srv/uploads/late"
                """.formatted(MUCH));
        lab.orders().begin();
        lab.fault("throttle", "fra-app", "ams-app", "4mbit");

        String run = lab.door().start("switchover", Lab.PLAN);
        lab.approve(run);
        lab.awaitRun(run, "the final delta", now -> underWay(now, "SYNC"));
        lab.fault("partition", "fra", "ams");
        JsonNode question = lab.awaitQuestion(run, "FAILURE");
        lab.door().decide(question, "abort", "the link is broken");
        Trace aborted = new Trace(lab.awaitEnd(run));
        lab.orders().awaitNewFrom("fra");
        lab.orders().close();

        assertThat(question.path("question").asText()).contains("Sync final delta");
        assertThat(question.path("evidence").toString()).contains("uploads");
        assertThat(aborted.outcome()).isEqualTo("ABORTED");
        assertThat(aborted.kinds()).doesNotContain("PROMOTE", "SWITCH");
        assertThat(lab.orders().sites()).containsExactly("fra");
        for (String route : new String[] {"www", "edge"}) {
            assertThat(lab.orders().interruptions(route))
                    .as("interruptions of " + route)
                    .isEqualTo(1);
        }
        Duration told =
                Duration.parse(lab.door().report(run).at("/outage/achieved").asText());
        assertThat(told.toMillis())
                .as("outage in the report beside what the client saw")
                .isCloseTo(lab.orders().longestGap("www").toMillis(), within(1_000L));
        Truth.assertNothingLost(lab, "fra");
        lab.mend();
        assertThat(new Trace(lab.protect()).outcome()).isEqualTo("COMPLETED");
        assertThat(lab.door().plan(Lab.PLAN).path("state").asText()).isEqualTo("ACTIVE");
        Truth.assertBothSitesHoldTheSame(lab);
    }

    /** Whether that kind of operation on the files has begun and not ended. */
    private static boolean underWay(JsonNode run, String kind) {
        return new Trace(run)
                .of(kind, "uploads").stream()
                        .anyMatch(operation -> operation.path("state").asText().equals("RUNNING"));
    }

    private static long sent(JsonNode operation) {
        long sum = 0;
        for (JsonNode reading : operation.path("readings")) {
            sum += reading.path("name").asText().equals("bytesSent")
                    ? reading.path("value").asLong()
                    : 0;
        }
        return sum;
    }

    /** The bytes that the line about the lag of the files says. */
    private static long lagShown(JsonNode question) {
        for (JsonNode line : question.path("evidence")) {
            String text = line.asText();
            if (text.startsWith("uploads at ams") && text.contains(" entries of ")) {
                return Long.parseLong(text.replaceFirst(".* with (\\d+) bytes.*", "$1"));
            }
        }
        throw new AssertionError("no lag in " + question);
    }
}
