package io.changeover.connector.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.changeover.connector.spi.Command;
import io.changeover.connector.spi.CommandResult;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Verdict;
import io.changeover.connector.testing.Heard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SshCommandTest extends SshWorld {
    @Test
    void exitCodeOutputAndErrorAreReadBack() throws Exception {
        CommandResult result = shell.run(Command.script("echo out; echo err >&2; exit 7", LIMIT));

        assertThat(result).isEqualTo(new CommandResult(7, "out\n", "err\n", false));
    }

    @Test
    void aSignalIsAnExitCodeAbove128() throws Exception {
        assertThat(shell.run(Command.script("kill -9 $$", LIMIT)).exitCode()).isEqualTo(137);
    }

    @Test
    void inputReachesTheCommandAndWithoutInputItReadsNothing() throws Exception {
        String text = "line one\nline 'two'\n".repeat(50_000);

        assertThat(shell.run(new Command("wc -c", Map.of(), text, LIMIT, 1024))
                        .output()
                        .strip())
                .isEqualTo(String.valueOf(text.length()));
        assertThat(shell.run(Command.script("cat; echo end", LIMIT)).output()).isEqualTo("end\n");
    }

    @Test
    void environmentArrivesUntouched() throws Exception {
        String odd = "two  words 'single' \"double\" $HOME `id` \\ back\nnext line ü";

        CommandResult result = shell.run(Command.script("printf %s \"$ODD\"; printf %s \"$PLAIN\"", LIMIT)
                .with(Map.of("ODD", odd, "PLAIN", "7")));

        assertThat(result.output()).isEqualTo(odd + "7");
        assertThatThrownBy(() -> shell.run(Command.script("true", LIMIT).with(Map.of("A;id", "x"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("A;id");
    }

    @Test
    void scriptsMayBeOfSeveralLinesAndHoldQuotes() throws Exception {
        String script = "a='it'\"'\"'s'\ncat <<EOF\n$a \"x\"\nEOF\n";

        assertThat(shell.run(Command.script(script, LIMIT)).output()).isEqualTo("it's \"x\"\n");
    }

    @Test
    void fiveMegabytesAreTakenAndTheirEndIsKept() throws Exception {
        String script = "i=0; head -c 5000000 /dev/zero | tr '\\0' x; echo the end; head -c 3000000 /dev/zero >&2";

        CommandResult result = shell.run(new Command(script, Map.of(), null, LIMIT, 1000));

        assertThat(result.truncated()).isTrue();
        assertThat(result.output()).hasSize(1000).endsWith("xxx" + "the end\n");
        assertThat(result.error()).hasSize(1000);
    }

    @Test
    void whatItWritesIsToldWhileItRuns() throws Exception {
        Path gate = folder.resolve("gate");
        Heard heard = new Heard();
        // The last character comes in two pieces.
        String script = "echo out; echo err >&2; until [ -e %s ]; do sleep 0.02; done; printf '\\303'; sleep 0.1;"
                + " printf '\\274\\n'";
        Command command = Command.script(script.formatted(Command.quote(gate.toString())), LIMIT);

        Future<CommandResult> running = Executors.newSingleThreadExecutor().submit(() -> shell.run(command, heard));
        await().atMost(LIMIT)
                .until(() -> heard.output().equals("out\n") && heard.error().equals("err\n"));
        assertThat(running.isDone()).isFalse();
        Files.createFile(gate);

        assertThat(running.get()).isEqualTo(new CommandResult(0, "out\nü\n", "err\n", false));
        assertThat(heard.output()).isEqualTo("out\nü\n");
        assertThat(heard.error()).isEqualTo("err\n");
    }

    @Test
    void onTimeOutTheRemoteCommandAndItsChildrenAreEnded() throws Exception {
        Path pids = folder.resolve("pids");
        String script = "sleep 300 & echo $! > " + pids + "; echo $$ >> " + pids + "; wait";

        assertThatThrownBy(() -> shell.run(Command.script(script, Duration.ofMillis(500))))
                .isInstanceOfSatisfying(ConnectorException.class, e -> {
                    assertThat(e.code()).isEqualTo("COMMAND_TIMEOUT");
                    assertThat(e.verdict()).isEqualTo(Verdict.UNKNOWN);
                })
                .hasMessageContaining("within 500 ms")
                .hasMessageContaining("is gone");
        assertGone(pids);
    }

    @Test
    void aCommandThatIgnoresTermIsKilled() throws Exception {
        Path pids = folder.resolve("pids");
        String script = "trap '' TERM; echo $$ > " + pids + "; while :; do sleep 0.05; done";

        assertThatThrownBy(() -> shell.run(Command.script(script, Duration.ofMillis(300))))
                .hasMessageContaining("is gone");
        assertGone(pids);
    }

    @Test
    void onInterruptTheRemoteCommandIsEnded() throws Exception {
        Path pids = folder.resolve("pids");
        ExecutorService executor = Executors.newSingleThreadExecutor();
        Future<CommandResult> running = executor.submit(() -> shell.run(
                Command.script("echo $$ > " + pids + ".new; mv " + pids + ".new " + pids + "; sleep 300", LIMIT)));
        await().until(() -> Files.exists(pids));

        executor.shutdownNow();

        assertThatThrownBy(running::get).hasCauseInstanceOf(InterruptedException.class);
        assertGone(pids);
        assertThat(shell.run(Command.script("echo on", LIMIT)).output()).isEqualTo("on\n");
    }

    @Test
    void aCommandHasEndedThoughWhatItStartedGoesOn() throws Exception {
        Path pids = folder.resolve("pids");

        CommandResult result = shell.run(Command.script("sleep 300 & echo $! > " + pids + "; echo started", LIMIT));

        assertThat(result).isEqualTo(new CommandResult(0, "started\n", "", false));
        ProcessHandle left =
                ProcessHandle.of(Long.parseLong(Files.readString(pids).strip())).orElseThrow();
        assertThat(left.isAlive()).isTrue();
        left.destroyForcibly();
    }

    private static void assertGone(Path pids) {
        await().untilAsserted(() -> assertThat(Files.readAllLines(pids))
                .isNotEmpty()
                .noneMatch(pid -> running(Path.of("/proc", pid.strip(), "stat"))));
    }

    private static boolean running(Path stat) {
        try {
            String line = Files.readString(stat);
            return line.charAt(line.lastIndexOf(')') + 2) != 'Z';
        } catch (java.io.IOException e) {
            return false;
        }
    }
}
