package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.changeover.connector.postgresql.RowWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Drills of real databases and folders while production is written to. The server is killed at every moment of a drill, for each of
 * which there is one that stands there: they end alike, nothing of them is left, and production notices nothing.
 */
class DrillCrashTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String UNDISTURBED = "undisturbed";
    private static final String FAILING = "failing";
    private static final String IN_USE = "in-use";
    private static final String FORGOTTEN = "forgotten";
    private static final int AT_ONCE = 5;

    /** Where the commands of a drill are held, in the order in which they come. */
    private static final List<String> POINTS = List.of(
            "status.shop.ams.1",
            "clone",
            "files.cp",
            "promote",
            "dstart.end",
            "dcheck.shop.ams.1",
            "dstop.end",
            "files.rm",
            "after.1",
            "after.3");

    private final Opened opened = new Opened();
    private final Map<String, String> points = new LinkedHashMap<>();
    private final Map<String, String> runs = new LinkedHashMap<>();

    @TempDir
    Path folder;

    private DrillSites sites;
    private ServerNode node;
    private ServerDoor door;

    @BeforeEach
    void start() throws Exception {
        sites = opened.add(new DrillSites(folder));
        node = opened.add(new ServerNode(folder.resolve("node")));
        node.awaitReady();
        door = new ServerDoor(node);
    }

    @AfterEach
    void stop() throws Exception {
        opened.close();
    }

    @Test
    void whereverTheServerIsKilledNothingIsLeftAndProductionGoesOn() throws Exception {
        List<String> plans = new ArrayList<>(List.of(UNDISTURBED, FAILING, IN_USE, FORGOTTEN));
        for (String point : POINTS) {
            plans.add("service-" + points.size());
            points.put(plans.get(plans.size() - 1), point);
        }
        for (String plan : plans) {
            door.putPlan(
                    plan, sites.plan(plan, plan.equals(FORGOTTEN) ? "40s" : "4h", plan.equals(FAILING) ? "1s" : "60s"));
        }
        sites.unfit(FAILING);
        Map<String, String> before = sites.production();
        String log = sites.pair().sql("ams", "select pg_last_wal_replay_lsn()");
        try (RowWriter writer = sites.pair().startWriter()) {
            await().until(() -> writer.acknowledged() > 50);
            startAll(plans);
            node.kill();
            points.forEach(sites::release);
            node.start();
            node.awaitReady();
            answerAndAwaitEnds();
            int written = writer.acknowledged();
            await("production goes on").until(() -> writer.acknowledged() > written + 50);
            writer.close();
            assertThat(writer.missingAt("fra")).isEmpty();
            assertThat(sites.pair().sql("fra", "select max(n) from rows"))
                    .as("no write of production failed")
                    .isEqualTo(Integer.toString(1_000 + writer.acknowledged()));
        }
        assertThat(sites.production()).isEqualTo(before);
        assertThat(sites.pair().sql("ams", "select pg_last_wal_replay_lsn()")).isNotEqualTo(log);
        plans.forEach(this::assertEnd);
        assertProof();
    }

    private void startAll(List<String> plans) {
        for (int first = 0; first < plans.size(); first += AT_ONCE) {
            List<String> now = plans.subList(first, Math.min(plans.size(), first + AT_ONCE));
            for (String plan : now) {
                String point = points.get(plan);
                if (point != null) {
                    sites.hold(plan, point);
                }
                runs.put(plan, door.drill(plan, plan.equals(IN_USE) || plan.equals(FORGOTTEN)));
            }
            await("each stands at its moment: " + now)
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(now).allMatch(this::standsAtItsMoment));
        }
    }

    private boolean standsAtItsMoment(String plan) {
        String point = points.get(plan);
        if (point != null) {
            return sites.held(plan, point);
        }
        boolean asked = door.questions().stream().anyMatch(one -> isOf(one, plan));
        return plan.equals(IN_USE) || plan.equals(FORGOTTEN) ? asked : door.ended(runs.get(plan));
    }

    private boolean isOf(JsonNode question, String plan) {
        return question.path("run").asText().equals(runs.get(plan));
    }

    /** One is ended by a person; the forgotten one is answered by nobody. */
    private void answerAndAwaitEnds() {
        door.questions().stream()
                .filter(question -> isOf(question, IN_USE))
                .forEach(question -> door.decide(question, "end", ""));
        await("the end of all drills")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(runs.values()).allMatch(door::ended));
    }

    private void assertEnd(String plan) {
        JsonNode run = door.run(runs.get(plan)).path("run");
        assertThat(run.path("outcome").asText())
                .as("outcome of %s at %s", plan, points.get(plan))
                .isEqualTo(plan.equals(FAILING) ? "FAILED" : "COMPLETED");
        assertThat(sites.left(plan))
                .as("left of %s at %s", plan, points.get(plan))
                .isEmpty();
        assertThat(sites.violations(plan)).as("violations of " + plan).isEmpty();
        assertThat(sites.effects(plan)).as("effects of " + plan).containsExactly("start", "stop");
        JsonNode now = door.plan(plan);
        assertThat(now.path("activeSite").asText()).isEqualTo("fra");
        assertThat(now.path("epoch").asInt()).isEqualTo(1);
        assertThat(now.path("state").asText()).isEqualTo("ACTIVE");
        assertThat(now.path("drill").path("overdue").asBoolean()).isEqualTo(plan.equals(FAILING));
        if (!plan.equals(FAILING)) {
            assertThat(activities(plan)).as("steps of " + plan).isEqualTo(activities(UNDISTURBED));
        }
    }

    private List<String> activities(String plan) {
        return door.steps(runs.get(plan));
    }

    private void assertProof() {
        JsonNode proof = door.report(runs.get(UNDISTURBED)).path("drill");
        assertThat(proof.path("nothingLeft").asBoolean()).as(proof.toString()).isTrue();
        assertThat(proof.path("checks").asInt()).isEqualTo(2);
        assertThat(proof.path("passed").asInt()).isEqualTo(2);
        assertThat(proof.path("clones")).hasSize(2);
        assertThat(proof.path("clones").get(0).path("recoveryPoint").asText()).contains("/");
        assertThat(Instant.parse(
                        proof.path("clones").get(1).path("recoveryPoint").asText()))
                .isBefore(Instant.now());
        JsonNode failed = door.report(runs.get(FAILING)).path("drill");
        assertThat(failed.path("passed").asInt()).isEqualTo(1);
        assertThat(failed.path("nothingLeft").asBoolean()).isTrue();
    }
}
