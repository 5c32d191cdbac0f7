package io.changeover.connector.ssh;

import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import io.changeover.connector.spi.ConnectorException;
import java.io.IOException;
import java.nio.file.Path;

/** The keys of both sides, as all logins share them. Thread-safe. */
final class Keyring {
    private final KnownHostsFiles files = new KnownHostsFiles();
    private final OpenedKeys opened = new OpenedKeys();

    /** The host keys that stand in that file now. */
    HostKeyRepository knownHosts(Path file) throws IOException, JSchException {
        return files.of(file);
    }

    /** @throws ConnectorException {@code SSH_AUTHENTICATION} where a key is given that cannot be used */
    void addIdentities(JSch jsch, Login login) throws ConnectorException {
        new Identities(opened).addTo(jsch, login);
    }
}
