package io.changeover.connector.ssh;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Private keys that were read and, where they are protected, opened. To open one costs a tenth of a second of work, by
 * design, and hundreds of hosts share one; so a few are kept in memory, as an agent would. A key with another text or
 * another passphrase is another one. Thread-safe.
 */
final class OpenedKeys {
    private static final int KEPT = 16;

    private final Map<String, KeyPair> opened = new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, KeyPair> eldest) {
            return size() > KEPT;
        }
    };

    /** The key, or one that is still encrypted where the passphrase is missing or wrong. */
    synchronized KeyPair open(byte[] text, Optional<String> passphrase) throws JSchException {
        String name = digest(text, passphrase);
        KeyPair known = opened.get(name);
        if (known != null) {
            return known;
        }
        KeyPair pair = KeyPair.load(new JSch(), text, null);
        if (pair.isEncrypted() && passphrase.isPresent()) {
            pair.decrypt(passphrase.get().getBytes(StandardCharsets.UTF_8));
        }
        if (!pair.isEncrypted()) {
            opened.put(name, pair);
        }
        return pair;
    }

    private static String digest(byte[] text, Optional<String> passphrase) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(MessageDigest.getInstance("SHA-256").digest(text));
            passphrase.ifPresent(secret -> digest.update(secret.getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
