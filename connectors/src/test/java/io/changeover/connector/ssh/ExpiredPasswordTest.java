package io.changeover.connector.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.changeover.connector.spi.Command;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Host;
import io.changeover.connector.spi.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A user whose password must be changed, on a real OpenSSH with PAM. The server runs in a mount namespace in which the
 * lists of users are copies, so that the machine's own stay as they are.
 */
class ExpiredPasswordTest {
    private static final String USER = "changeover-old";
    private static final String HASH =
            "$6$aV4yTe1h$DmVb0U/LWPnmeax/YNv65tXi92FopK7HqiiAwUuSM4k4KdFVi/XvXADRDA.VkbjLVbrmk7dmyzv72FTBipZPv1";
    private static final String START =
            "mount --bind $0/passwd /etc/passwd && mount --bind $0/shadow /etc/shadow && exec \"$@\"";

    @TempDir
    Path folder;

    private final SshShells shells = new SshShells(SshOptions.defaults().withConnectTimeout(Duration.ofSeconds(10)));
    private OpenSshDaemon daemon;

    @BeforeEach
    void start() throws Exception {
        // Root by another name may read the key's file wherever the test's folder is.
        Files.writeString(
                folder.resolve("passwd"), Files.readString(Path.of("/etc/passwd")) + USER + ":x:0:0::/tmp:/bin/sh\n");
        Files.writeString(
                folder.resolve("shadow"),
                Files.readString(Path.of("/etc/shadow")) + USER + ":" + HASH + ":0:0:9:7:::\n");
        Files.setPosixFilePermissions(folder.resolve("shadow"), PosixFilePermissions.fromString("rw-------"));
        daemon =
                new OpenSshDaemon(List.of("unshare", "-m", "sh", "-c", START, folder.toString()), folder, "UsePAM yes");
    }

    @AfterEach
    void stop() {
        shells.close();
        daemon.close();
    }

    @Test
    void isNamedAndNothingWasRun() {
        Host host = daemon.host(Map.of("user", USER));

        ConnectorException refusal = catchThrowableOfType(
                ConnectorException.class,
                () -> shells.on(host).run(Command.script("touch " + folder.resolve("ran"), Duration.ofSeconds(10))));

        assertThat(refusal.code()).isEqualTo("SSH_AUTHENTICATION");
        assertThat(refusal.verdict()).isEqualTo(Verdict.PERMANENT);
        assertThat(refusal)
                .hasMessageContaining("fra-app1 (127.0.1.7:" + daemon.port() + ")")
                .hasMessageContaining("as " + USER)
                .hasMessageContaining("its password has expired");
        assertThat(folder.resolve("ran")).doesNotExist();
    }
}
