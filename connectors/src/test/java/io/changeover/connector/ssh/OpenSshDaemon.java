package io.changeover.connector.ssh;

import static org.awaitility.Awaitility.await;

import io.changeover.connector.spi.Host;
import io.changeover.connector.spi.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A real OpenSSH server of its own on a loopback address, for the user that runs the tests, without that user's start-up
 * files.
 */
public final class OpenSshDaemon implements AutoCloseable {
    /** Where it listens. */
    public static final String ADDRESS = "127.0.1.7";

    private final Path folder;
    private final int port;
    private final List<String> extra;
    private Process process;

    /** Starts one that keeps its files in that folder, with these lines of configuration on top. */
    public OpenSshDaemon(Path folder, String... extra) throws IOException, InterruptedException {
        this.folder = folder;
        this.extra = List.of(extra);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(ADDRESS))) {
            port = free.getLocalPort();
        }
        if (System.getProperty("user.name").equals("root")) {
            Files.createDirectories(Path.of("/run/sshd"));
        }
        key("host", "");
        key("id", "");
        Files.writeString(folder.resolve("known_hosts"), knownHostsLine("host"));
        authorize("id");
        start();
    }

    Path key(String name, String passphrase) throws IOException, InterruptedException {
        run(
                "ssh-keygen",
                "-q",
                "-t",
                "ed25519",
                "-N",
                passphrase,
                "-f",
                folder.resolve(name).toString());
        return folder.resolve(name);
    }

    String knownHostsLine(String key) throws IOException {
        return "[%s]:%d %s".formatted(ADDRESS, port, Files.readString(folder.resolve(key + ".pub")));
    }

    void authorize(String key) throws IOException {
        Path file = folder.resolve("authorized_keys");
        Files.writeString(file, Files.readString(folder.resolve(key + ".pub")));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** The host as a plan would have it, with these ssh settings on top. */
    Host host(Map<String, String> settings) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "port", port,
                "key", folder.resolve("id").toString(),
                "knownHosts", folder.resolve("known_hosts").toString()));
        all.putAll(settings);
        return new Host("fra-app1", "fra", ADDRESS, Settings.of(all));
    }

    /** It as a host of a plan, with its key. */
    public Host host() {
        return host(Map.of());
    }

    void start() throws IOException {
        Path file = folder.resolve("sshd.conf");
        String text = """
                Port %d
                ListenAddress %s
                HostKey %s/host
                AuthorizedKeysFile %s/authorized_keys
                PidFile none
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                PermitRootLogin prohibit-password
                SetEnv HOME=%s
                """.formatted(port, ADDRESS, folder, folder, folder);
        Files.writeString(file, text + String.join("\n", extra) + "\n");
        process = new ProcessBuilder(
                        "/usr/sbin/sshd",
                        "-D",
                        "-f",
                        file.toString(),
                        "-E",
                        folder.resolve("log").toString())
                .start();
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(10))
                .until(this::listens);
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(ADDRESS, port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** How many connections are open now. */
    long connections() {
        return process.children().count();
    }

    /** Makes every connection as silent as a network that swallows packets. */
    void freezeConnections() throws IOException, InterruptedException {
        for (ProcessHandle child : process.descendants().toList()) {
            run("kill", "-STOP", String.valueOf(child.pid()));
        }
    }

    /** Ends every connection and the server; connections first, while there is a parent to take note of their end. */
    void stop() {
        List<ProcessHandle> children = process.descendants().toList();
        children.forEach(ProcessHandle::destroyForcibly);
        await().pollInterval(Duration.ofMillis(10))
                .until(() -> process.children().noneMatch(children::contains));
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Ends it. */
    @Override
    public void close() {
        stop();
    }

    private static void run(String... words) throws IOException, InterruptedException {
        int code = new ProcessBuilder(words).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IOException(String.join(" ", words) + " ended with " + code);
        }
    }
}
