package io.changeover.docs;

import static org.awaitility.Awaitility.await;

import io.changeover.connector.testing.Namespaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Two hosts with an SSH server each, and the machine of an operator who may log in to both as root: network, mount and PID
 * namespaces. Users, homes and {@code /srv} are their own, programs are those of this machine. Needs root. What runs in
 * them ends with them and with the thread that made them, however it ends; names are removed by the next test then.
 */
final class TwoHosts implements AutoCloseable {
    static final String FRA = "10.0.1.11";
    static final String AMS = "10.0.2.11";

    private static final String OPERATOR = "operator";
    private static final String MACHINE = "mount --bind $0/passwd /etc/passwd && exec \"$@\"";
    private static final String HOST = """
            set -e
            for place in /mnt /srv /home /root /run; do mount -t tmpfs -o mode=755 tmpfs $place; done
            cp -a /etc/. /mnt
            mount --bind /mnt /etc
            cp "$0"/ssh_host_ed25519_key* /etc/ssh/
            mkdir -p /run/sshd
            mkdir -m 700 /root/.ssh
            cp "$0/authorized_keys" /root/.ssh/
            exec /usr/sbin/sshd -D -e -f "$0/sshd_config"
            """;

    private final Path folder;
    private final Namespaces network;
    private final List<Process> hosts = new ArrayList<>();

    /** Builds them in a folder. Returns when both take logins. */
    TwoHosts(Path folder) throws IOException {
        this.folder = folder;
        this.network = new Namespaces(OPERATOR, "fra", "ams");
        try {
            network.ip(OPERATOR, "addr add 10.0.0.10/16 dev lan");
            layOutOperator();
            boot("fra", FRA);
            boot("ams", AMS);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The words that run a command at the operator's machine. All that it leaves behind ends with it. */
    List<String> operator(String... command) {
        return inside(OPERATOR, MACHINE, command);
    }

    /** The operator's home. */
    Path home() {
        return folder.resolve(OPERATOR).resolve("home");
    }

    /** What a page says, as the operator sees it; empty where nobody answers. */
    String page(String login, String url) {
        return network.sh(OPERATOR, "curl -s -m 5 -u '%s' '%s' || test $? = 7".formatted(login, url));
    }

    private void layOutOperator() throws IOException {
        Path ssh = Files.createDirectories(home().resolve(".ssh"));
        network.sh(OPERATOR, "ssh-keygen -q -t ed25519 -N '' -f " + ssh.resolve("id_ed25519"));
        // The home that ssh takes is the one in the list of users.
        String users = Files.readString(Path.of("/etc/passwd"));
        Files.writeString(
                folder.resolve(OPERATOR).resolve("passwd"),
                users.replaceFirst("(?m)^(root:.*):[^:]*:([^:]*)$", "$1:" + home() + ":$2"));
    }

    private void boot(String name, String address) throws IOException {
        Path place = Files.createDirectories(folder.resolve(name));
        network.ip(name, "addr add " + address + "/16 dev lan");
        Files.copy(home().resolve(".ssh/id_ed25519.pub"), place.resolve("authorized_keys"));
        Path key = place.resolve("ssh_host_ed25519_key");
        network.sh(name, "ssh-keygen -q -t ed25519 -N '' -f " + key);
        Files.writeString(place.resolve("sshd_config"), """
                ListenAddress %s
                HostKey /etc/ssh/ssh_host_ed25519_key
                PidFile none
                UsePAM yes
                PasswordAuthentication no
                Subsystem sftp internal-sftp
                """.formatted(address));
        Path known = home().resolve(".ssh/known_hosts");
        network.sh(name, "echo %s $(cut -d ' ' -f 1,2 %s.pub) >> %s".formatted(address, key, known));
        hosts.add(new ProcessBuilder(inside(name, HOST))
                .redirectErrorStream(true)
                .redirectOutput(place.resolve("log").toFile())
                .start());
        await("logins at " + name)
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        !network.sh(name, "ss -Hltn 'src " + address + ":22'").isBlank());
    }

    private List<String> inside(String name, String script, String... command) {
        List<String> words = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL"));
        words.addAll(List.of(network.prefix(name)));
        words.addAll(List.of("unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"));
        words.addAll(List.of("sh", "-c", script, folder.resolve(name).toString()));
        words.addAll(List.of(command));
        return words;
    }

    @Override
    public void close() {
        hosts.forEach(host -> host.destroyForcibly().onExit().join());
        network.close();
    }
}
