package io.changeover.connector.ssh;

import io.changeover.connector.spi.Shell;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A real SSH server and a shell on it, for one test. */
abstract class SshWorld {
    static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    OpenSshDaemon daemon;
    final SshShells shells = new SshShells();
    Shell shell;

    @BeforeEach
    void startDaemon() throws Exception {
        daemon = new OpenSshDaemon(folder);
        shell = shells.on(daemon.host());
    }

    @AfterEach
    void stopDaemon() {
        shells.close();
        daemon.close();
    }
}
