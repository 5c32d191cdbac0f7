package io.changeover.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole demonstration in a process of its own, as a person starts it, against a server that stands in. */
class DemoTest {
    @TempDir
    Path temporary;

    /** What a person runs. */
    public static final class Entry {
        public static void main(String[] arguments) {
            System.exit(Demo.run(arguments));
        }
    }

    @Test
    void movesThereAndBackAndLeavesNothing() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            Process demo = start("--exit", "--port=" + taken.getLocalPort());

            assertThat(demo.waitFor(120, TimeUnit.SECONDS)).isTrue();

            String said = said();
            assertThat(demo.exitValue()).as(said).isZero();
            assertThat(said)
                    .contains("port " + taken.getLocalPort() + " is taken")
                    .contains("Move the shop?")
                    .contains("anton: approve")
                    .contains("Both moves completed, no acknowledged write was lost.")
                    .containsPattern("acknowledged writes lost +0 +0");
            assertNothingIsLeft(demo);
        }
    }

    @Test
    void leavesNothingWhenInterruptedWhileItSetsUp() throws Exception {
        Process demo = start("--exit");
        await().atMost(Duration.ofSeconds(60)).until(() -> said().contains("PostgreSQL unpacked"));

        interrupt(demo);

        assertThat(demo.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(demo.exitValue()).isEqualTo(130);
        assertNothingIsLeft(demo);
    }

    @Test
    void theNextOneRemovesWhatAKilledOneLeft() throws Exception {
        Process killed = start("--exit");
        await().atMost(Duration.ofSeconds(60)).until(() -> said().contains("PostgreSQL: primary in fra"));
        killed.destroyForcibly().waitFor();
        Path left = folder(killed);
        assertThat(left).isDirectory();
        assertThat(new Processes(left).alive()).isNotEmpty();

        Process next = start("--exit");
        await().atMost(Duration.ofSeconds(60)).until(() -> said().contains("removed what a killed demonstration"));
        interrupt(next);

        assertThat(next.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertNothingIsLeft(killed);
        assertNothingIsLeft(next);
    }

    private Process start(String... arguments) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        List<String> command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT", // a build server in the background may have passed on that it is ignored
                java,
                "-Djava.io.tmpdir=" + temporary,
                "-Dchangeover.server.command=" + java + " -cp " + classPath + " " + StandInServer.class.getName(),
                "-cp",
                classPath,
                Entry.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(temporary.resolve("said").toFile())
                .start();
    }

    private String said() throws IOException {
        return Files.readString(temporary.resolve("said"));
    }

    private Path folder(Process demo) throws IOException {
        return temporary.toRealPath().resolve("changeover-demo-" + demo.pid());
    }

    private void assertNothingIsLeft(Process demo) throws IOException {
        assertThat(folder(demo)).doesNotExist();
        assertThat(new Processes(folder(demo)).alive()).isEmpty();
    }

    private static void interrupt(Process demo) throws Exception {
        assertThat(new ProcessBuilder("/bin/sh", "-c", "kill -INT " + demo.pid())
                        .start()
                        .waitFor())
                .isZero();
    }
}
