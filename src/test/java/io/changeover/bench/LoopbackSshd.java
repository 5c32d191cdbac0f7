package io.changeover.bench;

import io.changeover.connector.postgresql.PostgresPair;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A real OpenSSH server on the addresses of both sites, for the user that measures, without start-up files. */
final class LoopbackSshd implements AutoCloseable {
    private final Path folder;
    private final int port;
    private final Process process;

    LoopbackSshd(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(PostgresPair.address("fra")))) {
            port = free.getLocalPort();
        }
        key("host");
        key("id");
        Path authorized = Files.copy(folder.resolve("id.pub"), folder.resolve("authorized_keys"));
        Files.setPosixFilePermissions(authorized, PosixFilePermissions.fromString("rw-------"));
        String hostKey = Files.readString(folder.resolve("host.pub"));
        Files.writeString(folder.resolve("known_hosts"), line("fra", hostKey) + line("ams", hostKey));
        Path settings = Files.writeString(folder.resolve("sshd.conf"), """
                ListenAddress %1$s:%3$d
                ListenAddress %2$s:%3$d
                HostKey %4$s/host
                AuthorizedKeysFile %4$s/authorized_keys
                PidFile none
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                PermitRootLogin prohibit-password
                SetEnv HOME=%4$s
                """.formatted(
                        PostgresPair.address("fra"), PostgresPair.address("ams"), port, folder));
        process = new ProcessBuilder(
                        "/usr/sbin/sshd",
                        "-D",
                        "-f",
                        settings.toString(),
                        "-E",
                        folder.resolve("log").toString())
                .start();
    }

    private String line(String site, String hostKey) {
        return "[%s]:%d %s\n".formatted(PostgresPair.address(site), port, hostKey.strip());
    }

    private void key(String name) throws IOException, InterruptedException {
        String file = folder.resolve(name).toString();
        new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file)
                .start()
                .waitFor();
    }

    /** The settings of a host in a plan, in braces. */
    String settings() {
        return "{ user: %s, port: %d, key: %s, knownHosts: %s }"
                .formatted(System.getProperty("user.name"), port, folder.resolve("id"), folder.resolve("known_hosts"));
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }
}
