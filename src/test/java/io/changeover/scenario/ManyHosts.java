package io.changeover.scenario;

import io.changeover.connector.ssh.OpenSshFarm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Two sites of many hosts, each a real SSH server with one service, which is a file. A host can be told to die when its
 * service is to be stopped: half of them lose their SSH server, the others only stop answering.
 */
final class ManyHosts implements AutoCloseable {
    private static final String SCRIPT = """
            #!/bin/sh
            # service VERB NAME SITE
            cd "$(dirname "$0")" || exit 9
            verb=$1 name=$2 site=$3
            echo "$verb $name $site" >> "calls/$name"
            case $verb in
                status | check) [ -e "running/$name@$site" ] || exit 3 ;;
                start) mkdir "running/$name@$site" ;;
                stop)
                    signal=
                    read -r signal 2>/dev/null < "dying/$name"
                    [ -n "$signal" ] || exec rmdir "running/$name@$site"
                    set -- $SSH_CONNECTION
                    read -r server < "pid-$3"
                    rm "dying/$name"
                    # The connection itself is the parent of the process group's leader, which may be this script.
                    read -r line < /proc/$$/stat
                    set -- ${line##*) }
                    read -r line < "/proc/$3/stat"
                    set -- ${line##*) }
                    kill "-$signal" "$server" "$2"
                    ;;
            esac
            """;

    private final Path folder;
    private final int services;
    private final OpenSshFarm hosts;

    /** That many services, and twice as many hosts: one at each site for each. */
    ManyHosts(Path folder, int services) throws IOException, InterruptedException {
        this.folder = folder;
        this.services = services;
        for (String part : List.of("calls", "running", "dying")) {
            Files.createDirectory(folder.resolve(part));
        }
        Path script = Files.writeString(folder.resolve("service"), SCRIPT);
        script.toFile().setExecutable(true);
        for (int i = 0; i < services; i++) {
            Files.createDirectory(folder.resolve("running").resolve(name(i) + "@fra"));
        }
        hosts = new OpenSshFarm(folder, 21, 2 * services, command -> command);
    }

    static String name(int i) {
        return "s-" + i;
    }

    /** The plan of all; it moves them in one group. */
    String plan(String name) {
        String machines = IntStream.range(0, 2 * services)
                .mapToObj(i -> "  %s-%d: { site: %1$s, address: %s, ssh: %s }\n"
                        .formatted(i < services ? "fra" : "ams", i % services, hosts.address(i), hosts.settings()))
                .collect(Collectors.joining());
        String instances = IntStream.range(0, services)
                .mapToObj(i -> """
                              - { name: %1$s, connector: command, start: "%2$s start %1$s ${site}", stop: "%2$s stop %1$s ${site}",
                                  status: "%2$s status %1$s ${site}", fra: { host: fra-%3$d }, ams: { host: ams-%3$d },
                                  check: { command: "%2$s check %1$s ${site}", within: 30s } }
                        """.formatted(name(i), folder.resolve("service"), i))
                .collect(Collectors.joining());
        return """
                plan: %s
                objectives: { rpo: 5s, rto: 5m }
                sites:
                  fra: { preferred: true }
                  ams: {}
                limits: { operation: 10s, parallel: 60 }
                hosts:
                %sgroups:
                  - name: app
                    parallel: 60
                    instances:
                %s""".formatted(name, machines, instances);
    }

    /** The hosts of ams for these services will die when they are to be stopped. */
    void dieWhenStopped(List<Integer> which) throws IOException {
        for (int i : which) {
            Files.writeString(folder.resolve("dying").resolve(name(i)), i % 2 == 0 ? "KILL\n" : "STOP\n");
        }
    }

    /** Those hosts come back. */
    void comeBack(List<Integer> which) throws IOException {
        for (int i : which) {
            hosts.restart(services + i);
        }
    }

    /** How often a command was begun for a service at a site. */
    long calls(String verb, int i, String site) {
        try (var lines = Files.lines(folder.resolve("calls").resolve(name(i)))) {
            return lines.filter((verb + " " + name(i) + " " + site)::equals).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What runs where, such as {@code s-1@fra}. */
    List<String> running() throws IOException {
        try (var files = Files.list(folder.resolve("running"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** What the servers have written down. */
    String logs() throws IOException {
        return hosts.logs();
    }

    @Override
    public void close() {
        hosts.close();
    }
}
