package io.changeover.connector.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.changeover.connector.spi.Command;
import io.changeover.connector.spi.CommandResult;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Shell;
import io.changeover.connector.spi.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SshPoolTest extends SshWorld {
    @Test
    void thirtyCommandsAtOnceAllRunOnAServerWithItsUsualLimits() throws Exception {
        List<Callable<String>> calls = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String text = "echo " + i + "; sleep 0.2";
            calls.add(() -> shell.run(Command.script(text, LIMIT)).output().strip());
        }

        assertThat(together(calls)).doesNotHaveDuplicates().hasSize(30);
        assertThat(daemon.connections()).isBetween(1L, 8L);
    }

    @Test
    void aServerThatAllowsOneSessionPerConnectionIsServedAllTheSame() throws Exception {
        daemon.stop();
        try (OpenSshDaemon narrow =
                new OpenSshDaemon(Files.createDirectory(folder.resolve("narrow")), "MaxSessions 1")) {
            Shell tight = shells.on(narrow.host());
            List<Callable<String>> calls = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String text = "echo " + i;
                calls.add(() -> tight.run(Command.script(text, LIMIT)).output().strip());
            }

            assertThat(together(calls)).doesNotHaveDuplicates().hasSize(20);
        } finally {
            daemon.start();
        }
    }

    @Test
    void loginsTurnedAwayByABusyServerAreTriedAgain() throws Exception {
        daemon.stop();
        try (OpenSshDaemon busy = new OpenSshDaemon(
                Files.createDirectory(folder.resolve("busy")), "MaxStartups 2:90:3", "MaxSessions 2")) {
            Shell tight = shells.on(busy.host());
            List<Callable<String>> calls = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                String text = "echo " + i + "; sleep 0.1";
                calls.add(() -> tight.run(Command.script(text, LIMIT)).output().strip());
            }

            assertThat(together(calls)).doesNotHaveDuplicates().hasSize(16);
        } finally {
            daemon.start();
        }
    }

    @Test
    void aRestartedServerIsLoggedInToAgain() throws Exception {
        shell.run(Command.script("true", LIMIT));
        daemon.stop();
        daemon.start();

        assertThat(shell.run(Command.script("echo again", LIMIT)).output()).isEqualTo("again\n");
    }

    @Test
    void idleConnectionsAreClosed() throws Exception {
        try (SshShells quick = new SshShells(SshOptions.defaults().withIdleClose(Duration.ofMillis(100)))) {
            quick.on(daemon.host()).run(Command.script("true", LIMIT));

            await().until(() -> daemon.connections() == 0);

            assertThat(quick.on(daemon.host())
                            .run(Command.script("echo x", LIMIT))
                            .output())
                    .isEqualTo("x\n");
        }
    }

    @Test
    void aServerThatDiesWhileTheCommandRunsLeavesItsOutcomeUnknown() throws Exception {
        Path mark = folder.resolve("started");
        Future<CommandResult> running = Executors.newSingleThreadExecutor()
                .submit(() -> shell.run(Command.script("touch " + mark + "; sleep 30", LIMIT)));
        await().until(() -> Files.exists(mark));

        daemon.stop();

        assertThatThrownBy(running::get).cause().isInstanceOfSatisfying(ConnectorException.class, e -> {
            assertThat(e.code()).isEqualTo("SSH_LOST");
            assertThat(e.verdict()).isEqualTo(Verdict.UNKNOWN);
        });
        daemon.start();
    }

    @Test
    void aConnectionThatHasGoneSilentIsReplacedBeforeTheCommandIsSent() throws Exception {
        try (SshShells quick = new SshShells(SshOptions.defaults().withConnectTimeout(Duration.ofSeconds(1)))) {
            Shell patient = quick.on(daemon.host());
            patient.run(Command.script("true", LIMIT));
            daemon.freezeConnections();
            Path runs = folder.resolve("runs");

            patient.run(Command.script("echo run >> " + runs, LIMIT));

            assertThat(runs).hasContent("run");
        }
    }

    @Test
    void aClosedShellRunsNothingMore() throws Exception {
        shell.run(Command.script("true", LIMIT));
        shells.close();

        assertThatThrownBy(() -> shell.run(Command.script("true", LIMIT))).hasMessageContaining("is stopping");
        await().until(() -> daemon.connections() == 0);
    }

    private static List<String> together(List<Callable<String>> calls) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(calls.size());
        try {
            List<String> answers = new ArrayList<>();
            for (Future<String> answer : executor.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            executor.shutdownNow();
        }
    }
}
