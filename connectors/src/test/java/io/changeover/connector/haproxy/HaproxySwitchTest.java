package io.changeover.connector.haproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import io.changeover.connector.spi.Verdict;
import io.changeover.connector.ssh.OpenSshDaemon;
import io.changeover.connector.ssh.SshShells;
import io.changeover.connector.testing.TestContext;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What a switch does to clients and to HAProxy. */
class HaproxySwitchTest extends HaproxyWorld {
    @Test
    void trafficGoesToTheOtherSiteAndBackAndNoRequestFails() throws Exception {
        List<String> answers = new ArrayList<>();
        AtomicBoolean over = new AtomicBoolean();
        Future<?> traffic = threads.submit(() -> {
            while (!over.get()) {
                answers.add(get("/"));
            }
            return null;
        });

        assertThat(get("/")).isEqualTo("fra");
        assertThat(execute(Operation.SWITCH, "ams").outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(get("/")).isEqualTo("ams");
        assertThat(execute(Operation.READ, "fra").outputs()).containsEntry("site", "ams");
        assertThat(execute(Operation.SWITCH, "fra").outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(get("/")).isEqualTo("fra");

        over.set(true);
        traffic.get();
        assertThat(answers).isNotEmpty().containsOnly("fra", "ams");
    }

    @Test
    void aLongSessionMayEndInItsOwnTime() throws Exception {
        settings.put("drain", "20s");
        Future<String> session = threads.submit(() -> get("/long"));
        await().until(() -> fra.held() == 1);
        Future<Result> switching = threads.submit(() -> execute(Operation.SWITCH, "ams"));
        await().until(() -> get("/").equals("ams") && haproxy.ask("show stat").contains("DRAIN"));

        assertThat(switching.isDone()).isFalse();
        fra.let();

        assertThat(session.get()).isEqualTo("fra");
        assertThat(switching.get().outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(context.lastReading("sessions at fra")).isEqualTo("0");
        assertThat(context.lastReading("sessions cut at fra")).isEmpty();
    }

    @Test
    void aSessionThatGoesOnTooLongIsCut() throws Exception {
        settings.put("drain", "300ms");
        Future<String> session = threads.submit(() -> get("/long"));
        await().until(() -> fra.held() == 1);

        assertThat(execute(Operation.SWITCH, "ams").outcome()).isEqualTo(Outcome.CHANGED);

        assertThat(context.lastReading("sessions cut at fra")).isEqualTo("1");
        assertThat(context.lastReading("sessions at fra")).isEqualTo("0");
        assertThat(CompletableFuture.supplyAsync(() -> outcome(session)).get()).isNotEqualTo("fra");
    }

    private static String outcome(Future<String> session) {
        try {
            return session.get();
        } catch (Exception e) {
            return "cut";
        }
    }

    @Test
    void aSwitchIsMadeAgainAfterARestartForgotIt() throws Exception {
        execute(Operation.SWITCH, "ams");
        haproxy.stop();
        haproxy.start();

        assertThat(execute(Operation.READ, "ams").outputs()).containsEntry("site", "fra");
        assertThat(execute(Operation.SWITCH, "ams").outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(get("/")).isEqualTo("ams");
    }

    @Test
    void aReloadWhileTheSwitchIsUnderWayIsNoticed() throws Exception {
        settings.put("drain", "20s");
        Future<String> session = threads.submit(() -> get("/long"));
        await().until(() -> fra.held() == 1);
        Future<Result> switching = threads.submit(() -> execute(Operation.SWITCH, "ams"));
        await().until(() -> get("/").equals("ams"));

        haproxy.reload();
        fra.let();

        assertThat(session.get()).isEqualTo("fra");
        assertThatThrownBy(switching::get)
                .cause()
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.verdict()).isEqualTo(Verdict.TRANSIENT));
        assertThat(get("/")).isEqualTo("fra");
        assertThat(execute(Operation.SWITCH, "ams").outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(get("/")).isEqualTo("ams");
    }

    @Test
    void oneBadServerOfTheTargetBlocksTheSwitchUnlessFewerAreEnoughAndJoinsInWhenItIsGood() throws Exception {
        servers.put("ams", List.of("ams1", "ams2"));
        try (WebSite second = new WebSite("ams second")) {
            second.healthy(false);
            haproxy.stop();
            haproxy.configure(
                    "server fra1 " + fra.address() + FAST,
                    "server ams1 " + ams.address() + FAST + " disabled",
                    "server ams2 " + second.address() + FAST + " disabled");
            haproxy.start();
            settings.put("up", "2s");
            refused(
                    () -> execute(Operation.SWITCH, "ams"),
                    "ROUTE_TARGET_DOWN",
                    Verdict.TRANSIENT,
                    "ams1 DRAIN",
                    "ams2 DOWN");

            settings.put("atLeast", 1);
            settings.put("up", "20s");
            Result switched = execute(Operation.SWITCH, "ams");
            assertThat(switched.outcome()).isEqualTo(Outcome.CHANGED);
            assertThat(switched.message())
                    .startsWith("shop now sends traffic to ams, without 1 of 2 servers: ams2 DOWN (L7STS 503");
            assertThat(get("/")).isEqualTo("ams");
            assertThat(execute(Operation.SWITCH, "ams").outcome()).isEqualTo(Outcome.UNCHANGED);

            second.healthy(true);
            await().until(() -> get("/").equals("ams second"));

            settings.put("atLeast", 3);
            refused(() -> execute(Operation.READ, "ams"), "SETTING_UNUSABLE", Verdict.PERMANENT, "1 to", "2", "3");
        }
    }

    @Test
    void weightsAreSetAndReadBack() throws Exception {
        settings.put("weight", "42");

        execute(Operation.SWITCH, "ams");

        assertThat(haproxy.ask("get weight app/ams1")).startsWith("42 ");
    }

    @Test
    void theSocketIsReachedThroughTheHostsSshServer() throws Exception {
        try (OpenSshDaemon daemon = new OpenSshDaemon(Files.createDirectory(folder.resolve("ssh")));
                SshShells shells = new SshShells()) {
            TestContext overSsh = new TestContext(host -> shells.on(daemon.host()), Duration.ofSeconds(30));
            Request request = new Request(Operation.SWITCH, target("ams"), target("fra"), false, Map.of());

            assertThat(connector.execute(request, overSsh).outcome()).isEqualTo(Outcome.CHANGED);
            assertThat(connector.execute(request, overSsh).outcome()).isEqualTo(Outcome.UNCHANGED);
        }
        assertThat(get("/")).isEqualTo("ams");
    }
}
