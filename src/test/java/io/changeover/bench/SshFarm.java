package io.changeover.bench;

import io.changeover.connector.ssh.OpenSshFarm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Many hosts on one machine: each an OpenSSH server of its own with the limits that it comes with, and a service, which
 * is a small program that listens on a port.
 */
final class SshFarm implements AutoCloseable {
    /** The only key exchange that the hosts and the other clients know. */
    static final String KEY_EXCHANGE = "curve25519-sha256";

    private static final int NET = 20;

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
    private final OpenSshFarm servers;

    /** Starts that many; their processor time is counted there. */
    SshFarm(Path folder, int count, Optional<ProcessorTime> time) throws IOException, InterruptedException {
        this.folder = folder;
        this.count = count;
        this.servers = new OpenSshFarm(
                folder,
                NET,
                count,
                command -> time.map(group -> group.within(command)).orElse(command),
                "KexAlgorithms " + KEY_EXCHANGE);
        Files.createDirectory(folder.resolve("run"));
        Files.writeString(folder.resolve("program.pl"), PROGRAM);
        Files.writeString(
                folder.resolve("service"),
                SERVICE.replace("@FOLDER@", folder.toString())
                        .replace("@PORT@", Integer.toString(freePort(servers.address(0)))));
        Files.setPosixFilePermissions(folder.resolve("service"), PosixFilePermissions.fromString("rwx------"));
    }

    private static int freePort(String address) throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return free.getLocalPort();
        }
    }

    String address(int i) {
        return servers.address(i);
    }

    /** The settings of a host in a plan, in braces. */
    String settings() {
        return servers.settings();
    }

    Path folder() {
        return folder;
    }

    int count() {
        return count;
    }

    int port() {
        return servers.port();
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
        servers.close();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (running() > 0 && System.nanoTime() < deadline) {
            Pause.millis(5);
        }
    }
}
