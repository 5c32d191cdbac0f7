package io.changeover.connector.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changeover.connector.spi.Command;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Host;
import io.changeover.connector.spi.Settings;
import io.changeover.connector.spi.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.shell.ProcessShellCommandFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshLoginTest {
    @TempDir
    Path folder;

    private OpenSshDaemon daemon;
    private final SshShells shells = new SshShells(SshOptions.defaults().withConnectTimeout(Duration.ofSeconds(3)));

    @BeforeEach
    void startDaemon() throws Exception {
        daemon = new OpenSshDaemon(folder);
    }

    @AfterEach
    void stopDaemon() {
        shells.close();
        daemon.close();
    }

    private String hello(Host host) throws ConnectorException, InterruptedException {
        return shells.on(host)
                .run(Command.script("echo hello", Duration.ofSeconds(10)))
                .output();
    }

    private ConnectorException refusal(Host host) {
        try {
            hello(host);
        } catch (ConnectorException e) {
            return e;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        throw new AssertionError("was let in");
    }

    @Test
    void logsInWithAKeyGivenAsAPath() throws Exception {
        assertThat(hello(daemon.host())).isEqualTo("hello\n");
    }

    @Test
    void logsInWithAKeyGivenAsText() throws Exception {
        String text = Files.readString(folder.resolve("id")).strip();

        assertThat(hello(daemon.host(Map.of("key", text)))).isEqualTo("hello\n");
    }

    @Test
    void logsInWithAKeyUnderAPassphrase() throws Exception {
        Path key = daemon.key("locked", "open sesame");
        daemon.authorize("locked");

        assertThat(hello(daemon.host(Map.of("key", key.toString(), "passphrase", "open sesame"))))
                .isEqualTo("hello\n");
    }

    @Test
    void aWrongOrMissingPassphraseIsNamedAndNeverShown() throws Exception {
        Path key = daemon.key("locked", "open sesame");

        ConnectorException wrong = refusal(daemon.host(Map.of("key", key.toString(), "passphrase", "s3cret")));
        assertThat(wrong.code()).isEqualTo("SSH_AUTHENTICATION");
        assertThat(wrong.verdict()).isEqualTo(Verdict.PERMANENT);
        assertThat(wrong).hasMessageContaining("the passphrase does not open its key");
        assertThat(wrong.toString()).doesNotContain("s3cret");

        ConnectorException missing = refusal(daemon.host(Map.of("key", key.toString())));
        assertThat(missing.code()).isEqualTo("SSH_AUTHENTICATION");
        assertThat(missing).hasMessageContaining("no passphrase is given");
    }

    @Test
    void aKeyThatIsNotAuthorizedIsRefusedForGood() throws Exception {
        Path key = daemon.key("stranger", "");

        ConnectorException refusal = refusal(daemon.host(Map.of("key", key.toString(), "user", "nobody")));

        assertThat(refusal.code()).isEqualTo("SSH_AUTHENTICATION");
        assertThat(refusal.verdict()).isEqualTo(Verdict.PERMANENT);
        assertThat(refusal)
                .hasMessageContaining("fra-app1 (127.0.1.7:" + daemon.port() + ")")
                .hasMessageContaining("as nobody");
    }

    @Test
    void anUnknownHostKeyIsRefusedWithItsFingerprintAndTheFile() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty"), "");

        ConnectorException refusal = refusal(daemon.host(Map.of("knownHosts", empty.toString())));

        assertThat(refusal.code()).isEqualTo("SSH_HOST_KEY");
        assertThat(refusal.verdict()).isEqualTo(Verdict.PERMANENT);
        assertThat(refusal)
                .hasMessageContaining("is not known: found ssh-ed25519 " + fingerprint("host"))
                .hasMessageContaining(empty.toString());
    }

    @Test
    void aChangedHostKeyIsRefusedWithBothFingerprints() throws Exception {
        daemon.key("other", "");
        Files.writeString(folder.resolve("known_hosts"), daemon.knownHostsLine("other"));

        ConnectorException refusal = refusal(daemon.host());

        assertThat(refusal.code()).isEqualTo("SSH_HOST_KEY");
        assertThat(refusal)
                .hasMessageContaining("has changed: found ssh-ed25519 " + fingerprint("host"))
                .hasMessageContaining("wanted ssh-ed25519 " + fingerprint("other"));
    }

    @Test
    void aMissingKnownHostsFileIsNamed() {
        ConnectorException refusal = refusal(daemon.host(Map.of("knownHosts", "/nowhere/known_hosts")));

        assertThat(refusal.code()).isEqualTo("SSH_HOST_KEY");
        assertThat(refusal).hasMessageContaining("/nowhere/known_hosts is missing");
    }

    @Test
    void aHostThatSwallowsPacketsIsUnreachableWithinTheLimit() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.1.8"))) {
            Host host = new Host(
                    "ams-app1",
                    "ams",
                    "127.0.1.8",
                    Settings.of(Map.of(
                            "port", silent.getLocalPort(),
                            "key", folder.resolve("id").toString(),
                            "knownHosts", folder.resolve("known_hosts").toString())));

            ConnectorException refusal = refusal(host);

            assertThat(refusal.code()).isEqualTo("SSH_UNREACHABLE");
            assertThat(refusal.verdict()).isEqualTo(Verdict.TRANSIENT);
            assertThat(refusal).hasMessageContaining("ams-app1 (127.0.1.8:" + silent.getLocalPort() + ")");
            assertThat(refusal).hasMessageContaining("found: ");
        }
    }

    @Test
    void aClosedPortIsUnreachableAtOnce() {
        daemon.stop();

        ConnectorException refusal = refusal(daemon.host());

        assertThat(refusal.code()).isEqualTo("SSH_UNREACHABLE");
        assertThat(refusal.verdict()).isEqualTo(Verdict.TRANSIENT);
        assertThat(refusal).hasMessageContaining("refused");
    }

    @Test
    void logsInWithAPasswordAndSaysWhenItIsWrong() throws Exception {
        try (SshServer server = passwordServer("dr", "open sesame")) {
            Host right = passwordHost(server, "open sesame");
            assertThat(hello(right)).isEqualTo("hello\n");
            shells.close();
        }
        try (SshServer server = passwordServer("dr", "open sesame");
                SshShells fresh = new SshShells()) {
            Host wrong = passwordHost(server, "s3cret");
            assertThatThrownBy(() -> fresh.on(wrong).run(Command.script("true", Duration.ofSeconds(5))))
                    .isInstanceOfSatisfying(
                            ConnectorException.class, e -> assertThat(e.code()).isEqualTo("SSH_AUTHENTICATION"))
                    .hasMessageContaining("as dr")
                    .hasMessageNotContaining("s3cret");
        }
    }

    private SshServer passwordServer(String user, String password) throws IOException {
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost("127.0.1.9");
        server.setPort(0);
        java.security.KeyPair key = keyPair();
        server.setKeyPairProvider(KeyPairProvider.wrap(key));
        server.setPasswordAuthenticator((name, text, session) -> name.equals(user) && text.equals(password));
        server.setCommandFactory(ProcessShellCommandFactory.INSTANCE);
        server.start();
        Files.writeString(
                folder.resolve("mina_hosts"),
                "[127.0.1.9]:" + server.getPort() + " " + PublicKeyEntry.toString(key.getPublic()) + "\n");
        return server;
    }

    private static java.security.KeyPair keyPair() throws IOException {
        try {
            java.security.KeyPairGenerator generator = SecurityUtils.getKeyPairGenerator("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private Host passwordHost(SshServer server, String password) {
        return new Host(
                "mina",
                "fra",
                "127.0.1.9",
                Settings.of(Map.of(
                        "port",
                        server.getPort(),
                        "user",
                        "dr",
                        "password",
                        password,
                        "knownHosts",
                        folder.resolve("mina_hosts").toString())));
    }

    private String fingerprint(String key) throws IOException {
        Process process = new ProcessBuilder(
                        "ssh-keygen", "-l", "-f", folder.resolve(key + ".pub").toString())
                .start();
        return new String(process.getInputStream().readAllBytes()).split(" ")[1];
    }
}
