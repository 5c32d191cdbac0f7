package io.changeover.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** H2 closes its file for everybody when a thread is interrupted that reads or writes it. */
class H2InterruptTest {
    @TempDir
    private Path folder;

    @Test
    void whoeverIsInterruptedMayStillTellHowFarItIs() {
        String url = "jdbc:h2:file:" + folder.resolve("journal") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
        StoreRoom room = new StoreRoom(url, "sa", "h2");
        JdbcProgressLog progress = new JdbcProgressLog(room.jdbc);
        String step = room.step(room.run(), 1).id();
        assertThat(room.jdbc.update("update operation set state = 'RUNNING' where step = ?", step))
                .isOne();

        Thread.currentThread().interrupt();
        progress.told(step + "-1", "2 of 3");
        assertThat(Thread.interrupted()).isTrue();

        await().until(() -> room.steps.operations(step).get(0).message().equals(Optional.of("2 of 3")));
        progress.destroy();
        room.jdbc.execute("shutdown");
    }
}
