package io.changeover.scenario;

import static io.changeover.connector.postgresql.PostgresPair.AMS;
import static io.changeover.connector.postgresql.PostgresPair.FRA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.changeover.connector.postgresql.OwnerCommands;
import io.changeover.connector.postgresql.PostgresPair;
import io.changeover.connector.postgresql.RowWriter;
import io.changeover.connector.ssh.OpenSshDaemon;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real PostgreSQL pair under constant writes is moved, and the server is killed as soon as certain steps are seen. */
class DatabaseCrashTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final String PLAN = """
            plan: ledger
            objectives: { rpo: 5s, rto: 5m }
            sites:
              fra: { preferred: true }
              ams: {}
            hosts:
              fra-1: { site: fra, address: @FRA@, ssh: &ssh { user: @USER@, port: @SSH@, key: "${file:@FOLDER@/id}", knownHosts: "@FOLDER@/known_hosts" } }
              ams-1: { site: ams, address: @AMS@, ssh: *ssh }
            groups:
              - name: database
                instances:
                  - name: ledger
                    connector: postgresql
                    user: dr
                    password: "${file:@FOLDER@/password}"
                    bin: /usr/lib/postgresql/15/bin
                    @RUN_AS@
                    fra: { host: fra-1, port: @FRA_PORT@, data: "@FRA_DATA@", slot: to_fra }
                    ams: { host: ams-1, port: @AMS_PORT@, data: "@AMS_DATA@", slot: to_ams }
            datasets:
              - { name: ledger, connector: postgresql, rpo: 60s }
            routes:
              - name: www
                connector: command
                read: "cat @FOLDER@/route"
                switch: "echo ${site} | tee -a @FOLDER@/switched > @FOLDER@/route"
                fra: { host: fra-1 }
                ams: { host: ams-1 }
            """;

    private final Opened opened = new Opened();

    @TempDir
    private Path folder;

    private PostgresPair pair;
    private OpenSshDaemon daemon;
    private ServerNode node;
    private ServerDoor door;

    @BeforeEach
    void start() throws Exception {
        pair = opened.add(PostgresPair.start());
        daemon = opened.add(ShellSites.daemon(folder, PostgresPair.address(FRA), PostgresPair.address(AMS)));
        Files.writeString(folder.resolve("password"), pair.settings(FRA).get("password") + "\n");
        Files.writeString(folder.resolve("route"), "fra\n");
        node = opened.add(new ServerNode(folder.resolve("node")));
        node.awaitReady();
        door = new ServerDoor(node);
        door.putPlan("ledger", plan());
    }

    @AfterEach
    void stop() throws Exception {
        opened.close();
    }

    private String plan() {
        return PLAN.replace("@FRA@", PostgresPair.address(FRA))
                .replace("@AMS@", PostgresPair.address(AMS))
                .replace("@USER@", System.getProperty("user.name"))
                .replace("@SSH@", Integer.toString(daemon.port()))
                .replace("@FOLDER@", folder.toString())
                .replace("@RUN_AS@", OwnerCommands.ROOT ? "runAs: postgres" : "")
                .replace("@FRA_PORT@", Integer.toString(pair.port(FRA)))
                .replace("@AMS_PORT@", Integer.toString(pair.port(AMS)))
                .replace("@FRA_DATA@", pair.data(FRA))
                .replace("@AMS_DATA@", pair.data(AMS));
    }

    @Test
    void noAcknowledgedRowIsLostAndEverySideIsPromotedOnce() throws Exception {
        try (RowWriter writer = pair.startWriter()) {
            await().atMost(PATIENCE).until(() -> writer.acknowledged() > 50);
            move("switchover", List.of("Task_StopInstances", "Task_PromoteDatasets", "Task_ProtectSourceSite"));
            assertThat(timeline(AMS)).as("promotions so far").isEqualTo("2");
            awaitMoreRows(writer);
            move("failback", List.of("Task_PromoteDatasets"));
            assertThat(timeline(FRA)).as("promotions so far").isEqualTo("3");
            awaitMoreRows(writer);
            writer.close();
            assertThat(writer.missingAt(FRA)).isEmpty();
        }
        assertThat(pair.sql(AMS, "select pg_is_in_recovery()")).isEqualTo("t");
        assertThat(Files.readAllLines(folder.resolve("switched"))).containsExactly("ams", "fra");
    }

    private static void awaitMoreRows(RowWriter writer) {
        int now = writer.acknowledged();
        await("rows after the move").atMost(PATIENCE).until(() -> writer.acknowledged() > now + 50);
    }

    private String timeline(String site) {
        pair.sql(site, "checkpoint");
        return pair.sql(site, "select timeline_id from pg_control_checkpoint()");
    }

    private void move(String runbook, List<String> deadly) throws Exception {
        String run = door.start(runbook, "ledger");
        for (String activity : deadly) {
            await(activity).atMost(PATIENCE).pollInterval(LOOK).until(() -> {
                door.questions().forEach(this::approve);
                return step(run, activity).isPresent();
            });
            node.kill();
            Instant dead = Instant.now();
            node.start();
            node.awaitReady();
            await(activity + " goes on")
                    .atMost(Moves.GOES_ON)
                    .pollInterval(LOOK)
                    .until(() -> goesOn(run, activity, dead));
        }
        await("the end of the run").atMost(PATIENCE).until(() -> door.ended(run));
        assertThat(door.run(run).path("run").path("outcome").asText()).isEqualTo("COMPLETED");
    }

    private void approve(JsonNode question) {
        assertThat(question.path("kind").asText())
                .as("what is asked: %s", question)
                .isEqualTo("APPROVAL");
        door.approve(question);
    }

    /** Whether a step was closed, or one of its operations was begun again, after the server had died. */
    private boolean goesOn(String run, String activity, Instant dead) {
        JsonNode step = step(run, activity).orElseThrow();
        return !step.path("state").asText().equals("OPEN")
                || StreamSupport.stream(step.path("operations").spliterator(), false)
                        .map(operation -> operation.path("startedAt"))
                        .anyMatch(begun -> begun.isTextual()
                                && Instant.parse(begun.asText()).isAfter(dead));
    }

    private Optional<JsonNode> step(String run, String activity) {
        return StreamSupport.stream(door.run(run).path("steps").spliterator(), false)
                .filter(step -> step.path("activity").asText().equals(activity))
                .findFirst();
    }
}
