package io.changeover.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Many hosts on one machine: each an OpenSSH server of its own with the limits that it comes with, and a service, which
 * is a small program that listens on a port.
 */
final class SshFarm implements AutoCloseable {
    /** The only key exchange that the hosts and the other clients know. */
    static final String KEY_EXCHANGE = "curve25519-sha256";

    private static final String PROGRAM = """
            my ($verb, $address, $port, $file) = @ARGV;
            my $to = pack('S n C4 x8', 2, $port, split(/[.]/, $address));
            socket(my $socket, 2, 1, 0) or die "socket: $!";
            if ($verb eq 'check') { exit(connect($socket, $to) ? 0 : 1); }
            setsockopt($socket, 1, 2, pack('l', 1));
            bind($socket, $to) or die "bind: $!";
            listen($socket, 16) or die "listen: $!";
            open(STDIN, '<', '/dev/null'); open(STDOUT, '>', '/dev/null'); open(STDERR, '>', '/dev/null');
            $SIG{TERM} = sub { close($socket); unlink($file); exit(0); };
            my $child = fork();
            if ($child) { open(my $out, '>', $file); print $out "$child\\n"; close($out); exit(0); }
            while (1) { accept(my $client, $socket) and close($client); }
            """;
    private static final String SERVICE = """
            #!/bin/sh
            # service VERB, on the host whose address the login was made to
            verb=$1
            set -- $SSH_CONNECTION
            file=@FOLDER@/run/$3
            case $verb in
                start) [ -e "$file" ] || exec perl @FOLDER@/program.pl start "$3" @PORT@ "$file" ;;
                stop)
                    read -r pid < "$file" || exit 0
                    kill "$pid"
                    while [ -e "$file" ]; do sleep 0.002; done
                    ;;
                status) [ -e "$file" ] || exit 3 ;;
                stopped) [ ! -e "$file" ] ;;
                check) exec perl @FOLDER@/program.pl check "$3" @PORT@ ;;
            esac
            """;

    private final Path folder;
    private final int count;
    private final int port;
    private final @Nullable ProcessorTime time;
    private final List<Process> daemons = new ArrayList<>();

    /** Starts that many; their processor time is counted there. */
    SshFarm(Path folder, int count, Optional<ProcessorTime> time) throws IOException, InterruptedException {
        this.folder = folder;
        this.count = count;
        this.time = time.orElse(null);
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Files.createDirectory(folder.resolve("run"));
        Files.writeString(folder.resolve("program.pl"), PROGRAM);
        Files.writeString(
                folder.resolve("service"),
                SERVICE.replace("@FOLDER@", folder.toString()).replace("@PORT@", Integer.toString(port + 1)));
        Files.setPosixFilePermissions(folder.resolve("service"), PosixFilePermissions.fromString("rwx------"));
        keys();
        for (int i = 0; i < count; i++) {
            daemons.add(daemon(i));
        }
        for (int i = 0; i < count; i++) {
            awaitPort(address(i));
        }
    }

    private void keys() throws IOException, InterruptedException {
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

    private Process daemon(int i) throws IOException {
        Path settings =
                Files.writeString(folder.resolve("sshd-" + i), """
                ListenAddress %1$s:%2$d
                HostKey %3$s/host
                AuthorizedKeysFile %3$s/authorized_keys
                KexAlgorithms %4$s
                PidFile none
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                PermitRootLogin prohibit-password
                SetEnv HOME=%3$s
                """.formatted(address(i), port, folder, KEY_EXCHANGE));
        List<String> command = List.of(
                "/usr/sbin/sshd",
                "-D",
                "-f",
                settings.toString(),
                "-E",
                folder.resolve("log-" + i).toString());
        return new ProcessBuilder(time == null ? command : time.within(command)).start();
    }

    private void awaitPort(String address) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address, port), 500);
                return;
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(address + " does not listen: " + e);
                }
                Pause.millis(5);
            }
        }
    }

    static String address(int i) {
        return "127.0.%d.%d".formatted(20 + i / 200, 1 + i % 200);
    }

    Path folder() {
        return folder;
    }

    int count() {
        return count;
    }

    int port() {
        return port;
    }

    /** The command for one of {@code start}, {@code stop}, {@code status}, {@code stopped} and {@code check}. */
    String service(String verb) {
        return folder.resolve("service") + " " + verb;
    }

    /** How many services run. */
    int running() throws IOException {
        try (var files = Files.list(folder.resolve("run"))) {
            return Math.toIntExact(files.count());
        }
    }

    /** Ends the services and the servers, and waits for them. */
    @Override
    public void close() throws IOException {
        try (var files = Files.list(folder.resolve("run"))) {
            for (Path file : files.toList()) {
                ProcessHandle.of(Long.parseLong(Files.readString(file).strip())).ifPresent(ProcessHandle::destroy);
            }
        }
        for (Process daemon : daemons) {
            daemon.descendants().forEach(ProcessHandle::destroyForcibly);
            daemon.destroyForcibly();
        }
        daemons.forEach(daemon -> daemon.onExit().join());
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (running() > 0 && System.nanoTime() < deadline) {
            Pause.millis(5);
        }
    }
}
