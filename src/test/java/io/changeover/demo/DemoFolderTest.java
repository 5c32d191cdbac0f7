package io.changeover.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {
    @TempDir
    Path temporary;

    @Test
    void refusesAFolderThatHoldsSomethingElse() throws Exception {
        Path file = Files.writeString(temporary.resolve("letter"), "keep me");

        assertThatThrownBy(() -> DemoFolder.create(temporary))
                .isInstanceOf(DemoException.class)
                .hasMessageContaining(temporary.toString());

        assertThat(file).exists();
    }

    @Test
    void refusesTheFolderOfADemonstrationThatIsAlive() throws Exception {
        DemoFolder alive = DemoFolder.create(temporary.resolve("demo"));

        assertThatThrownBy(() -> DemoFolder.create(alive.path())).isInstanceOf(DemoException.class);

        alive.remove();
        assertThat(alive.path()).doesNotExist();
    }

    @Test
    void takesTheFolderOfADeadOneWhoseNumberAnotherProcessHasNow() throws Exception {
        Path left = Files.createDirectories(temporary.resolve("demo"));
        Files.writeString(left.resolve("owner"), ProcessHandle.current().pid() + " 12345");
        Files.writeString(left.resolve("old"), "");

        DemoFolder next = DemoFolder.create(left);

        assertThat(next.path().resolve("old")).doesNotExist();
        next.remove();
    }

    @Test
    void endsItsOwnProcessesAndNoneThatOnlyNamesTheFolder() throws Exception {
        DemoFolder folder = DemoFolder.create(temporary.resolve("demo"));
        String owner = folder.path().resolve("owner").toString();
        Process reader = new ProcessBuilder("tail", "-f", owner).start();
        Process own = new ProcessBuilder("sh", "-c", "sleep 300; :", Processes.mark(folder.path())).start();
        try {
            await().until(() -> !new Processes(folder.path()).alive().isEmpty());

            folder.remove();

            assertThat(own.isAlive()).isFalse();
            assertThat(reader.isAlive()).isTrue();
        } finally {
            reader.destroyForcibly();
            own.descendants().forEach(ProcessHandle::destroyForcibly);
            own.destroyForcibly();
        }
    }
}
