package io.changeover.connector.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Network namespaces of a test's own, as hosts on one Ethernet switch. Takes root. Their names say which process made
 * them, so that those of a process that was killed are removed by the next.
 */
public final class Namespaces implements AutoCloseable {
    private static final String PREFIX = "ct-";

    private final String base = PREFIX
            + ProcessHandle.current().pid()
            + "-"
            + UUID.randomUUID().toString().substring(0, 6)
            + "-";
    private final List<String> hosts = new ArrayList<>();

    /** Hosts with these names; each has the interface {@code lan} with the address {@code 10.99.7.N/24}, from 1 on. */
    public Namespaces(String... names) {
        removeOrphans();
        LocalCommand.run("ip", "netns", "add", base + "switch");
        ip("switch", "link add br0 type bridge");
        ip("switch", "link set br0 up");
        for (String name : names) {
            hosts.add(name);
            LocalCommand.run("ip", "netns", "add", base + name);
            ip(name, "link set lo up");
            ip("switch", "link add " + name + " type veth peer name lan netns " + base + name);
            ip("switch", "link set " + name + " master br0 up");
            ip(name, "link set lan up");
            ip(name, "addr add " + address(name) + "/24 dev lan");
        }
    }

    private static void removeOrphans() {
        for (String line : LocalCommand.run("ip", "netns", "list").lines().toList()) {
            String name = line.split(" ")[0];
            String[] parts = name.split("-");
            if (name.startsWith(PREFIX)
                    && parts.length > 2
                    && parts[1].matches("\\d+")
                    && !Files.exists(Path.of("/proc", parts[1]))) {
                LocalCommand.run("ip", "netns", "del", name);
            }
        }
    }

    /** The address of a host. */
    public String address(String name) {
        return "10.99.7." + (hosts.indexOf(name) + 1);
    }

    /** Runs {@code ip} in a host. */
    public void ip(String host, String words) {
        LocalCommand.run(("ip -n " + base + host + " " + words).split(" "));
    }

    /** The words that run a command in a host. */
    public String[] prefix(String host) {
        return new String[] {"ip", "netns", "exec", base + host};
    }

    /** Runs a shell command in a host to its end and returns its output and errors; it must succeed. */
    public String sh(String host, String script) {
        List<String> words = new ArrayList<>(List.of(prefix(host)));
        words.addAll(List.of("sh", "-c", script));
        return LocalCommand.run(words.toArray(String[]::new));
    }

    /** A shell for a host. */
    public LocalShell shell(String host) {
        return new LocalShell(prefix(host));
    }

    @Override
    public void close() {
        hosts.forEach(host -> LocalCommand.run("ip", "netns", "del", base + host));
        LocalCommand.run("ip", "netns", "del", base + "switch");
    }
}
