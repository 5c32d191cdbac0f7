package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hook that is run on a host over SSH, and a server that dies while it runs. */
class HookCrashTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String HOOK = """
            hooks:
              - name: note
                at: preStop
                run: "@/note"
                environment: { COLOUR: blue }
                fra: { host: fra-1 }
                ams: { host: ams-1 }
            """;
    private static final String NOTE = """
            #!/bin/sh
            cd "$(dirname "$0")"
            env | grep -E '^(CHANGEOVER_|COLOUR)' > told-$CHANGEOVER_ATTEMPT
            while [ -e hold ]; do sleep 0.2; done
            """;

    private final Opened opened = new Opened();

    @TempDir
    private Path folder;

    private ShellSites sites;
    private ServerNode node;
    private ServerDoor door;

    @BeforeEach
    void start() throws Exception {
        sites = opened.add(new ShellSites(folder));
        node = opened.add(new ServerNode(folder.resolve("node")));
        node.awaitReady();
        door = new ServerDoor(node);
        Files.writeString(folder.resolve("note"), NOTE).toFile().setExecutable(true);
    }

    @AfterEach
    void stop() throws Exception {
        opened.close();
    }

    @Test
    void itIsToldAboutTheRunAndIsRunAgainWhereItsEndIsNotKnown() throws Exception {
        Path hold = Files.createFile(folder.resolve("hold"));
        door.putPlan("hooked", sites.plan("hooked") + HOOK.replace("@", folder.toString()));
        String run = door.start("switchover", "hooked");
        await("the approval").atMost(PATIENCE).until(() -> !door.questions().isEmpty());
        for (JsonNode question : door.questions()) {
            door.approve(question);
        }
        await("the hook").atMost(PATIENCE).until(() -> told(1).contains("CHANGEOVER_ATTEMPT=1"));

        node.kill();
        Files.delete(hold);
        node.start();
        node.awaitReady();

        await("the end").atMost(PATIENCE).until(() -> door.ended(run));
        assertThat(door.run(run).at("/run/outcome").asText()).isEqualTo("COMPLETED");
        assertThat(told(1))
                .contains(
                        "COLOUR=blue",
                        "CHANGEOVER_HOOK=note",
                        "CHANGEOVER_GROUP=",
                        "CHANGEOVER_PLAN=hooked",
                        "CHANGEOVER_RUN=" + run,
                        "CHANGEOVER_RUN_TYPE=switchover",
                        "CHANGEOVER_SITE=fra",
                        "CHANGEOVER_TARGET=ams",
                        "CHANGEOVER_RECOVERY_POINT=");
        assertThat(told(2)).contains("CHANGEOVER_ATTEMPT=2", "CHANGEOVER_RUN=" + run);
        assertThat(told(3)).isEmpty();
        assertThat(sites.violations("hooked")).isEmpty();
        assertThat(sites.effects("hooked")).hasSize(7);
    }

    /** What that call of the hook was told. */
    private List<String> told(int attempt) throws Exception {
        Path file = folder.resolve("told-" + attempt);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
