package io.changeover.connector.ssh;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Many hosts on one machine: real OpenSSH servers, each on a loopback address and with the limits that it comes with.
 * They share a port, a host key, and the one key that may log in.
 */
public final class OpenSshFarm implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder;
    private final int net;
    private final UnaryOperator<List<String>> launcher;
    private final String extra;
    private final int port;
    private final List<Process> daemons = new ArrayList<>();

    /**
     * Starts them; they keep their files in that folder.
     *
     * @param net the third number of the first addresses; 200 hosts share it
     * @param launcher turns the command of a server into the one that is started
     * @param extra lines of configuration on top
     */
    public OpenSshFarm(Path folder, int net, int count, UnaryOperator<List<String>> launcher, String... extra)
            throws IOException, InterruptedException {
        this.folder = folder;
        this.net = net;
        this.launcher = launcher;
        this.extra = String.join("\n", extra);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(address(0)))) {
            port = free.getLocalPort();
        }
        if (System.getProperty("user.name").equals("root")) {
            Files.createDirectories(Path.of("/run/sshd"));
        }
        keys(count);
        for (int i = 0; i < count; i++) {
            daemons.add(started(i));
        }
        for (int i = 0; i < count; i++) {
            awaitPort(address(i));
        }
    }

    private void keys(int count) throws IOException, InterruptedException {
        for (String name : List.of("host", "id")) {
            String file = folder.resolve(name).toString();
            new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file)
                    .start()
                    .waitFor();
        }
        Path authorized = Files.copy(folder.resolve("id.pub"), folder.resolve("authorized_keys"));
        Files.setPosixFilePermissions(authorized, PosixFilePermissions.fromString("rw-------"));
        String key = Files.readString(folder.resolve("host.pub")).strip();
        Files.writeString(
                folder.resolve("known_hosts"),
                IntStream.range(0, count)
                        .mapToObj(i -> "[%s]:%d %s\n".formatted(address(i), port, key))
                        .collect(Collectors.joining()));
    }

    private Process started(int i) throws IOException {
        Path settings = Files.writeString(folder.resolve("sshd-" + i), """
                ListenAddress %1$s:%2$d
                HostKey %3$s/host
                AuthorizedKeysFile %3$s/authorized_keys
                PidFile %3$s/pid-%1$s
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                PermitRootLogin prohibit-password
                SetEnv HOME=%3$s
                %4$s
                """.formatted(address(i), port, folder, extra));
        List<String> command = List.of(
                "/usr/sbin/sshd",
                "-D",
                "-f",
                settings.toString(),
                "-E",
                folder.resolve("log-" + i).toString());
        return new ProcessBuilder(launcher.apply(command)).start();
    }

    private void awaitPort(String address) {
        await(address).atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address, port), 500);
                return true;
            } catch (IOException e) {
                return false;
            }
        });
    }

    /** Where the host of that number listens. */
    public String address(int i) {
        return "127.0.%d.%d".formatted(net + i / 200, 1 + i % 200);
    }

    /** The port of all. */
    public int port() {
        return port;
    }

    /** The settings of a host in a plan, in braces. */
    public String settings() {
        return "{ user: %s, port: %d, key: %s/id, knownHosts: %3$s/known_hosts }"
                .formatted(System.getProperty("user.name"), port, folder);
    }

    /** Starts one again that was killed or stopped; connections that it still has end. */
    public void restart(int i) throws IOException {
        daemons.get(i).descendants().forEach(ProcessHandle::destroyForcibly);
        daemons.get(i).destroyForcibly().onExit().join();
        daemons.set(i, started(i));
        awaitPort(address(i));
    }

    /** What the servers have written down so far. */
    public String logs() throws IOException {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < daemons.size(); i++) {
            all.append(Files.readString(folder.resolve("log-" + i)));
        }
        return all.toString();
    }

    /** Ends every connection and every server, and waits for them. */
    @Override
    public void close() {
        for (Process daemon : daemons) {
            daemon.descendants().forEach(ProcessHandle::destroyForcibly);
            daemon.destroyForcibly();
        }
        daemons.forEach(daemon -> daemon.onExit().join());
    }
}
