package io.changeover.connector.haproxy;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A real HAProxy on loopback ports of its own: the backend {@code app} behind one HTTP port, and its runtime API on two
 * sockets and a TCP port. Needs no privileges.
 */
public final class HaproxyServer implements AutoCloseable {
    private final Path folder;
    private final int port = freePort();
    private final int apiPort = freePort();
    private final List<Process> processes = new ArrayList<>();

    private HaproxyServer(Path folder) {
        this.folder = folder;
    }

    /**
     * Starts one.
     *
     * @param folder where it keeps its files; its path must be short enough for a socket's name
     * @param servers the lines {@code server …} of the backend
     */
    public static HaproxyServer start(Path folder, String... servers) {
        HaproxyServer server = new HaproxyServer(folder);
        server.configure(servers);
        server.start();
        return server;
    }

    /** Writes other servers into its configuration, for the next start. */
    public void configure(String... servers) {
        String text = """
                global
                  stats socket %1$s/admin.sock mode 600 level admin
                  stats socket %1$s/user.sock mode 600 level user
                  stats socket ipv4@127.0.0.1:%2$d level admin
                defaults
                  mode http
                  timeout connect 2s
                  timeout client 30s
                  timeout server 30s
                  timeout check 5s
                frontend in
                  bind 127.0.0.1:%3$d
                  default_backend app
                backend app
                  option httpchk GET /health
                """.formatted(folder, apiPort, port);
        write(text + "  " + String.join("\n  ", servers) + "\n");
    }

    private void write(String text) {
        try {
            Files.writeString(folder.resolve("haproxy.cfg"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it from its configuration; what was set by commands before is forgotten. */
    public void start() {
        launch();
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(this::answers);
    }

    /** Starts a second process that takes over from the first, which ends when its last connection has. */
    public void reload() {
        Process before = processes.get(processes.size() - 1);
        launch("-sf", String.valueOf(before.pid()));
        String wanted = "Pid: " + processes.get(processes.size() - 1).pid();
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> answers() && ask("show info").contains(wanted));
    }

    private void launch(String... more) {
        List<String> words = new ArrayList<>(List.of(
                "/usr/sbin/haproxy", "-db", "-f", folder.resolve("haproxy.cfg").toString()));
        words.addAll(List.of(more));
        try {
            processes.add(new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("haproxy.log").toFile()))
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it at once, with all its connections. */
    public void stop() {
        processes.forEach(Process::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
        processes.clear();
    }

    /** Whether it was started and not stopped. */
    public boolean running() {
        return !processes.isEmpty();
    }

    /** The socket that takes every command. */
    public String socket() {
        return folder.resolve("admin.sock").toString();
    }

    /** The socket that may only look. */
    public String userSocket() {
        return folder.resolve("user.sock").toString();
    }

    /** The runtime API on TCP, with every right. */
    public String api() {
        return "127.0.0.1:" + apiPort;
    }

    /** Where clients find the backend. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    private boolean answers() {
        try {
            return ask("show info").contains("Pid: ");
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Gives it commands, separated by semicolons, over a connection of their own, and returns its answers. */
    public String ask(String commands) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket()));
            channel.write(ByteBuffer.wrap((commands + "\n").getBytes(StandardCharsets.UTF_8)));
            StringBuilder answer = new StringBuilder();
            ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
            while (channel.read(buffer) >= 0) {
                answer.append(StandardCharsets.UTF_8.decode(buffer.flip()));
                buffer.clear();
            }
            return answer.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port of the loopback address that nobody uses now. */
    public static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
