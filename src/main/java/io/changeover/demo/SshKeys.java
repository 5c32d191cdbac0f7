package io.changeover.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;

/** The keys with which the server logs in at the sites, and those by which it knows them. */
final class SshKeys {
    private final Path folder;
    private final KeyPair client;

    private SshKeys(Path folder, KeyPair client) {
        this.folder = folder;
        this.client = client;
    }

    /** Makes the client's key and writes it to the folder in OpenSSH's format, readable by its owner only. */
    static SshKeys create(Path folder) throws IOException, GeneralSecurityException {
        SshKeys keys = new SshKeys(folder, newPair());
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(keys.client, "changeover-demo", null, text);
        secret(keys.privateKey(), text.toString(StandardCharsets.UTF_8));
        Files.writeString(keys.knownHosts(), "");
        return keys;
    }

    /** Writes a file that only its owner can read. */
    static void secret(Path file, String text) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream stream = Files.newOutputStream(file)) {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** A new pair on the curve that every SSH client knows. */
    static KeyPair newPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /** Makes a server known to the client. */
    void trust(String address, int port, PublicKey hostKey) throws IOException {
        String entry = "[%s]:%d %s%n".formatted(address, port, PublicKeyEntry.toString(hostKey));
        Files.writeString(knownHosts(), Files.readString(knownHosts()) + entry);
    }

    /** The key whose owner may log in. */
    PublicKey clientKey() {
        return client.getPublic();
    }

    /** The file with the client's private key. */
    Path privateKey() {
        return folder.resolve("id_ecdsa");
    }

    /** The file with the servers' public keys. */
    Path knownHosts() {
        return folder.resolve("known_hosts");
    }
}
