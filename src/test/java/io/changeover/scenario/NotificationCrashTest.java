package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.changeover.notify.WebhookReceiver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server is killed with {@code kill -9} between what happens and the telling of it. */
class NotificationCrashTest {
    private static final String SECRET = "a-shared-secret-42";
    private static final Duration DEADLINE = Duration.ofSeconds(120);

    private final Opened opened = new Opened();

    @TempDir
    private Path folder;

    @AfterEach
    void close() throws Exception {
        opened.close();
    }

    @Test
    void whatWasWrittenIsToldAfterTheRestartAndWhatWasAcceptedIsNotToldAgain() throws Exception {
        Files.writeString(folder.resolve("secret"), SECRET);
        WebhookReceiver receiver = opened.add(new WebhookReceiver(SECRET));
        ShellSites sites = opened.add(new ShellSites(folder));
        ServerNode node =
                opened.add(new ServerNode(folder.resolve("node"), "--changeover.url=https://dr.example.org/"));
        node.awaitReady();
        ServerDoor door = new ServerDoor(node);
        door.putPlan(
                "shop",
                sites.plan("shop")
                        + "notify:\n  - { name: tickets, webhook: \"%s\", secret: \"${file:%s}\" }\n"
                                .formatted(receiver.url(), folder.resolve("secret")));

        receiver.away();
        String run = door.start("switchover", "shop");
        await("a question").atMost(DEADLINE).until(() -> !door.questions().isEmpty());
        node.kill();
        assertThat(receiver.requests()).isEmpty();
        receiver.open();
        CountDownLatch gate = receiver.hold();
        node.start();
        await("a request under way").atMost(DEADLINE).until(() -> receiver.waiting() > 0);
        node.kill();
        gate.countDown();
        node.start();
        node.awaitReady();
        await("both events")
                .atMost(DEADLINE)
                .until(() -> delivered(door, run).equals(List.of("started SENT", "approval-needed SENT")));
        assertThat(receiver.events(run)).endsWith("1 started", "2 approval-needed");
        int before = receiver.requests().size();

        node.kill();
        node.start();
        node.awaitReady();
        JsonNode question = door.questions().get(0);
        door.approve(question);
        await("the end").atMost(DEADLINE).until(() -> door.ended(run));
        await("the last event")
                .atMost(DEADLINE)
                .until(() ->
                        delivered(door, run).equals(List.of("started SENT", "approval-needed SENT", "ended SENT")));

        assertThat(receiver.requests()).hasSize(before + 1);
        assertThat(receiver.accepted().get(before).json().at("/links/run").asText())
                .isEqualTo("https://dr.example.org/runs/" + run);
    }

    private static List<String> delivered(ServerDoor door, String run) {
        return door.notifications(run).stream()
                .map(one -> one.path("event").asText() + " " + one.path("state").asText())
                .toList();
    }
}
