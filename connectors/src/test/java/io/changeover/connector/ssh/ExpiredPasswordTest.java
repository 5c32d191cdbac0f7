package io.changeover.connector.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.changeover.connector.spi.Command;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Host;
import io.changeover.connector.spi.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExpiredPasswordTest {
    @TempDir
    Path folder;

    private final SshShells shells = new SshShells(SshOptions.defaults().withConnectTimeout(Duration.ofSeconds(10)));
    private OpenSshDaemon daemon;

    @BeforeEach
    void start() throws Exception {
        daemon = ExpiredLogin.daemon(folder);
    }

    @AfterEach
    void stop() {
        shells.close();
        daemon.close();
    }

    @ParameterizedTest
    @MethodSource("logins")
    void isNamedAndNothingWasRun(Map<String, String> login) {
        Host host = daemon.host(login);

        ConnectorException refusal = catchThrowableOfType(
                ConnectorException.class,
                () -> shells.on(host)
                        .run(Command.script("touch /tmp/" + folder.getFileName() + ".ran", Duration.ofSeconds(10))));

        assertThat(refusal.code()).isEqualTo("SSH_AUTHENTICATION");
        assertThat(refusal.verdict()).isEqualTo(Verdict.PERMANENT);
        assertThat(refusal)
                .hasMessageContaining("fra-app1 (127.0.1.7:" + daemon.port() + ")")
                .hasMessageContaining("as " + login.get("user"))
                .hasMessageContaining("its password has expired")
                .hasMessageNotContaining(ExpiredLogin.PASSWORD);
        assertThat(Path.of("/tmp").resolve(folder.getFileName() + ".ran")).doesNotExist();
    }

    static Stream<Map<String, String>> logins() {
        return Stream.of(
                Map.of("user", ExpiredLogin.USER),
                Map.of("user", ExpiredLogin.PLAIN_USER, "password", ExpiredLogin.PASSWORD));
    }
}
