package io.changeover.connector.ssh;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.UserInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A known_hosts file that is only read, and that remembers which key the server showed, for the message. */
final class KnownHosts implements HostKeyRepository {
    private final HostKeyRepository file;
    private volatile byte @Nullable [] shown;
    private volatile String asked = "";

    KnownHosts(HostKeyRepository file) {
        this.file = file;
    }

    /** Type and fingerprint of the key that the server showed. */
    String found() {
        byte[] key = shown;
        return key == null ? "no key that is known by name" : describe(key);
    }

    /** Types and fingerprints of the keys that the file holds for the host; empty where it has none. */
    List<String> wanted() {
        return Arrays.stream(file.getHostKey(asked, null))
                .map(key -> describe(Base64.getDecoder().decode(key.getKey())))
                .toList();
    }

    private static String describe(byte[] key) {
        ByteBuffer buffer = ByteBuffer.wrap(key);
        byte[] type = new byte[Math.min(buffer.getInt(), 64)];
        buffer.get(type);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            return new String(type, StandardCharsets.US_ASCII)
                    + " SHA256:"
                    + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public int check(String host, byte[] key) {
        asked = host;
        shown = key.clone();
        return file.check(host, key);
    }

    @Override
    public void add(HostKey key, UserInfo user) {
        throw new UnsupportedOperationException("host keys are never learned");
    }

    @Override
    public void remove(String host, String type) {
        throw new UnsupportedOperationException("host keys are never forgotten");
    }

    @Override
    public void remove(String host, String type, byte[] key) {
        throw new UnsupportedOperationException("host keys are never forgotten");
    }

    @Override
    public String getKnownHostsRepositoryID() {
        return file.getKnownHostsRepositoryID();
    }

    @Override
    public HostKey[] getHostKey() {
        return file.getHostKey();
    }

    @Override
    public HostKey[] getHostKey(String host, String type) {
        return file.getHostKey(host, type);
    }
}
