package io.changeover.connector.ssh;

import com.jcraft.jsch.Identity;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the keys to log in with: the setting {@code key}, or without key and password the user's own unprotected ones.
 */
final class Identities {
    private static final List<String> USUAL = List.of("id_ed25519", "id_ecdsa", "id_rsa");

    private final OpenedKeys opened;

    Identities(OpenedKeys opened) {
        this.opened = opened;
    }

    /** @throws ConnectorException {@code SSH_AUTHENTICATION} where a key is given that cannot be used */
    void addTo(JSch jsch, Login login) throws ConnectorException {
        Settings ssh = login.host().ssh();
        try {
            Optional<String> key = ssh.find("key");
            if (key.isPresent()) {
                add(jsch, "key", bytes(key.get()), ssh.find("passphrase"), login);
            } else if (!ssh.has("password")) {
                addUsual(jsch, login);
            }
        } catch (IOException e) {
            throw refused(login, "its key cannot be read: " + e, e);
        } catch (JSchException e) {
            throw refused(login, "its key is not a private key that can be used: " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(String value) throws IOException {
        // Never taken for a path, which would be named in a message, if it may be a key that was cut off.
        boolean text = value.contains("-----BEGIN ") || value.strip().contains("\n");
        return text
                ? (value.strip() + "\n").getBytes(StandardCharsets.UTF_8)
                : Files.readAllBytes(Login.expanded(value));
    }

    private void addUsual(JSch jsch, Login login) throws IOException, JSchException, ConnectorException {
        for (String name : USUAL) {
            Path file = Login.expanded("~/.ssh/" + name);
            if (Files.isReadable(file)) {
                byte[] key = Files.readAllBytes(file);
                if (!opened.open(key, Optional.empty()).isEncrypted()) {
                    add(jsch, name, key, Optional.empty(), login);
                }
            }
        }
    }

    private void add(JSch jsch, String name, byte[] key, Optional<String> passphrase, Login login)
            throws JSchException, ConnectorException {
        KeyPair pair = opened.open(key, passphrase);
        if (pair.isEncrypted()) {
            throw refused(
                    login,
                    passphrase.isPresent()
                            ? "the passphrase does not open its key"
                            : "its key is protected, and no passphrase is given",
                    null);
        }
        jsch.addIdentity(new Opened(name, pair), null);
    }

    private static ConnectorException refused(Login login, String why, @Nullable Throwable cause) {
        String message = "%s: cannot log in as %s: %s".formatted(login.place(), login.user(), why);
        return cause == null
                ? ConnectorException.permanent("SSH_AUTHENTICATION", message)
                : ConnectorException.permanent("SSH_AUTHENTICATION", message, cause);
    }

    /** A key that needs no more passphrase, so that it is derived once and not once more while logging in. */
    private record Opened(String name, KeyPair pair) implements Identity {
        @Override
        public boolean setPassphrase(byte[] passphrase) {
            return true;
        }

        @Override
        public byte[] getPublicKeyBlob() {
            return pair.getPublicKeyBlob();
        }

        @Override
        public byte[] getSignature(byte[] data) {
            return pair.getSignature(data);
        }

        @Override
        public byte[] getSignature(byte[] data, String algorithm) {
            return pair.getSignature(data, algorithm);
        }

        @Override
        public String getAlgName() {
            return pair.getKeyTypeString();
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isEncrypted() {
            return false;
        }

        /** Others log in with it too. */
        @Override
        public void clear() {
            return;
        }
    }
}
