package io.changeover.scenario.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A whole site is lost, or seems to be, and the service goes on at the other one with as little loss as was announced. */
class FailoverTest {
    /** How long a look may take beyond its limit: the time to give up a connection that is under way. */
    private static final Duration GIVING_UP = Duration.ofSeconds(2);

    private static final Duration EVIDENCE = Duration.ofSeconds(5);
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
    void recover() {
        lab.recover();
    }

    @Test
    void aKilledSiteIsLeftAfterTheApprovalAndLosesNoMoreThanAnnounced() throws Exception {
        lab.orders().begin();
        lab.fault("kill", "fra");

        String run = lab.door().start("failover", Lab.PLAN);
        JsonNode question = lab.awaitQuestion(run, "APPROVAL");

        assertThat(choices(question)).containsExactly("approve", "look", "decline");
        assertThat(question.path("evidence").toString()).contains("witness third: nothing of it answers");
        assertThat(question.path("question").asText()).contains("ledger at most ");
        assertThat(question.path("evidence").toString()).containsPattern("ledger was last read as \\d+ bytes");
        assertThat(inRecovery("ams"))
                .as("nothing is promoted before the approval")
                .isEqualTo("t");
        assertThat(lab.status().path("activeSite").asText()).isEqualTo("fra");
        assertThat(changing(run)).isEmpty();

        lab.door().approve(question);
        assertThat(outcome(lab.awaitEnd(run))).isEqualTo("COMPLETED_UNPROTECTED");
        lab.orders().awaitNewFrom("ams");
        lab.orders().close();

        assertThat(lab.status().path("state").asText()).isEqualTo("UNPROTECTED");
        JsonNode point = lab.door().report(run).path("recoveryPoint");
        Map<String, JsonNode> datasets = byName(point.path("datasets"), "dataset");
        assertThat(datasets).containsOnlyKeys("ledger", "uploads");
        datasets.values().forEach(FailoverTest::assertMeasuredWithinAnnounced);
        Instant held =
                Instant.parse(datasets.get("ledger").at("/announced/heldUntil").asText());
        Set<String> there = Set.copyOf(lab.rows("ams"));
        assertThat(lab.orders().acks())
                .filteredOn(ack -> !instant(ack.at()).isAfter(held))
                .isNotEmpty()
                .allSatisfy(ack -> assertThat(there).contains(ack.token()));
        Duration announced =
                Duration.parse(datasets.get("ledger").at("/announced/age").asText());
        assertThat(lab.orders().acks())
                .filteredOn(ack -> ack.site().equals("fra") && !there.contains(ack.token()))
                .allSatisfy(lost -> assertThat(instant(lost.at())).isAfter(held).isBefore(held.plus(announced)));
    }

    @Test
    void aSiteThatOnlyTheServerCannotReachIsNotCalledLost() throws Exception {
        lab.orders().begin();
        lab.fault("partition", "orc", "fra");

        String refused = lab.door().start("failover", Lab.PLAN);
        JsonNode question = lab.awaitQuestion(refused, "APPROVAL");
        assertThat(choices(question)).containsExactly("override", "look", "stop");
        assertThat(question.path("question").asText())
                .contains("NOT confirmed lost")
                .contains("witness third sees it alive");
        lab.door().answerAsApprover(question, "stop", "only the line between us is down");
        assertThat(outcome(lab.awaitEnd(refused))).isEqualTo("NOT_READY");
        lab.orders().awaitNewFrom("fra");
        assertThat(lab.status().path("state").asText()).isEqualTo("ACTIVE");

        String run = lab.door().start("failover", Lab.PLAN);
        lab.door().answerAsApprover(lab.awaitQuestion(run, "APPROVAL"), "override", "fra is flooded in minutes");
        assertThat(outcome(lab.awaitEnd(run))).isEqualTo("COMPLETED_UNPROTECTED");
        lab.orders().awaitNewFrom("ams");
        lab.orders().close();

        assertThat(lab.door().report(run).at("/headline/sentence").asText())
                .contains("anton overrode the evidence that fra is lost: “fra is flooded in minutes”")
                .contains("witness third: it answers");
        assertThat(lab.orders().sites()).as("never both").containsExactly("fra", "ams");
    }

    @Test
    void aSiteThatSwallowsEverythingHoldsNothingUp() throws Exception {
        lab.orders().begin();
        lab.fault("drop", "fra");

        String run = lab.door().start("failover", Lab.PLAN);
        lab.approve(run);
        assertThat(outcome(lab.awaitEnd(run))).isEqualTo("COMPLETED_UNPROTECTED");
        lab.orders().awaitNewFrom("ams");
        lab.orders().close();

        for (JsonNode step : lab.door().report(run).path("steps")) {
            boolean evidence = step.path("activity").asText().equals("Task_GatherEvidence");
            for (JsonNode operation : step.path("operations")) {
                assertThat(operation.path("state").asText())
                        .as(operation.toString())
                        .isEqualTo("DONE");
                Duration took = Duration.parse(operation.path("duration").asText());
                assertThat(took)
                        .as(operation.toString())
                        .isLessThan((evidence ? EVIDENCE : Duration.ofSeconds(30)).plus(GIVING_UP));
                boolean ofSource = operation.path("site").asText().equals("fra");
                assertThat(ofSource).as(operation.toString()).isEqualTo(looksOrFences(operation));
            }
        }
    }

    @Test
    void aSwitchoverWhoseSourceIsKilledBetweenStopAndPromotionGoesOnWithoutIt() throws Exception {
        // A hook holds the run back after the last proof, until its word is there.
        Path word = lab.folder().resolve("go");
        lab.door().putPlan(Lab.PLAN, lab.plan().replace("objectives:", """
                hooks: [ { name: word, at: prePromote, host: witness, run: test -e %s } ]
                limits: { operation: 15s }
                objectives:""".formatted(word)));
        lab.orders().begin();
        String run = lab.door().start("switchover", Lab.PLAN);
        lab.approve(run);
        JsonNode failure = lab.awaitQuestion(run, "FAILURE");
        assertThat(failure.path("question").asText()).startsWith("Promote datasets");
        assertThat(choices(failure)).contains("abort", "unplanned");
        lab.fault("kill", "fra");
        Files.createFile(word);

        lab.door().decide(failure, "unplanned", "fra has no power");
        JsonNode loss = lab.awaitQuestion(run, "APPROVAL");
        assertThat(choices(loss)).as(loss.toString()).containsExactly("approve", "look");
        lab.door().approve(loss);
        assertThat(outcome(lab.awaitEnd(run))).isEqualTo("COMPLETED_UNPROTECTED");
        lab.orders().awaitNewFrom("ams");
        lab.orders().close();

        JsonNode report = lab.door().report(run);
        assertThat(report.at("/headline/sentence").asText()).contains("It went unplanned at ");
        assertThat(report.path("events").toString()).contains("WENT_UNPLANNED").contains("fra has no power");
        assertThat(lab.rows("ams")).containsAll(lab.orders().tokens());
        List<String> done = new ArrayList<>();
        for (JsonNode step : report.path("steps")) {
            for (JsonNode operation : step.path("operations")) {
                if (operation.path("outcome").asText().equals("CHANGED")) {
                    done.add(operation.path("operation").asText() + " "
                            + operation.path("target").asText() + " "
                            + operation.path("site").asText());
                }
            }
        }
        assertThat(done)
                .doesNotHaveDuplicates()
                .contains("STOP ledger fra", "PROMOTE ledger ams", "START shop-1 ams", "SWITCH www ams");
    }

    private static boolean looksOrFences(JsonNode operation) {
        return Set.of("LOOK", "FENCE").contains(operation.path("operation").asText());
    }

    private static void assertMeasuredWithinAnnounced(JsonNode dataset) {
        Duration announced = Duration.parse(dataset.at("/announced/age").asText());
        Duration measured = Duration.parse(dataset.path("achieved").asText());
        assertThat(measured).as(dataset.toString()).isLessThanOrEqualTo(announced);
        assertThat(dataset.at("/announced/bytes").isNull())
                .as("bytes are unknown, not 0")
                .isTrue();
    }

    private static List<String> changing(String run) {
        List<String> all = new ArrayList<>();
        for (JsonNode step : lab.door().run(run).path("steps")) {
            step.path("operations").forEach(one -> all.add(one.path("operation").asText()));
        }
        all.removeIf(one -> Set.of("LOOK", "ESTIMATE").contains(one));
        return all;
    }

    private static String inRecovery(String site) {
        return lab.on(
                        site + "-db",
                        "runuser",
                        "-u",
                        "postgres",
                        "--",
                        "psql",
                        "-h",
                        "/run/postgresql",
                        "-Atc",
                        "select pg_is_in_recovery()")
                .strip();
    }

    private static List<String> choices(JsonNode question) {
        return StreamSupport.stream(question.path("choices").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static Map<String, JsonNode> byName(JsonNode list, String key) {
        return StreamSupport.stream(list.spliterator(), false)
                .collect(Collectors.toMap(one -> one.path(key).asText(), one -> one));
    }

    private static Instant instant(double seconds) {
        return Instant.ofEpochMilli((long) (seconds * 1_000));
    }

    private static String outcome(JsonNode run) {
        return run.path("run").path("outcome").asText();
    }
}
