package io.changeover.scenario;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.changeover.connector.ssh.OpenSshDaemon;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Two sites behind one real SSH server whose services are files and whose commands are a shell script. The script counts
 * effects where they happen, notes what must never be, and can be held at any point of any call: what the server's
 * journal says is not asked.
 */
final class ShellSites implements AutoCloseable {
    private static final String OTHER = "127.0.1.8";
    private static final String SCRIPT = """
            #!/bin/sh
            # target PLAN VERB NAME SITE
            cd "$(dirname "$0")/plans/$1" || exit 9
            verb=$2 name=$3 site=$4
            case $site in fra) other=ams ;; *) other=fra ;; esac
            echo "$verb $name $site" >> calls
            n=$(grep -cx "$verb $name $site" calls)
            hold() {
                [ -e "hold/$1" ] || return 0
                : > "held/$1"
                while [ -e "hold/$1" ]; do sleep 0.2; done
            }
            never() { echo "$verb $name $site: $1" >> violations; }
            all() { [ -e "running/store@$1" ] && [ -e "running/shop-1@$1" ] && [ -e "running/shop-2@$1" ]; }
            hold "$verb.$name.$site.$n"
            case $verb in
                status | check) [ -e "running/$name@$site" ] || exit 3 ;;
                start)
                    sleep 0.1
                    [ -z "$(ls running | grep "@$other")" ] || never "the other site still runs"
                    mkdir "running/$name@$site" || never "it ran already"
                    echo "start $name $site in epoch $CHANGEOVER_EPOCH" >> effects
                    hold "$verb.$name.$site.end"
                    ;;
                stop)
                    sleep 0.1
                    rmdir "running/$name@$site" || never "it did not run"
                    echo "stop $name $site in epoch $CHANGEOVER_EPOCH" >> effects
                    hold "$verb.$name.$site.end"
                    ;;
                read) cat route ;;
                switch)
                    all "$site" || never "the site does not serve"
                    [ "$(cat route)" != "$site" ] || never "it pointed there already"
                    echo "$site" > route
                    echo "switch $name $site in epoch $CHANGEOVER_EPOCH" >> effects
                    hold "$verb.$name.$site.end"
                    ;;
                traffic) [ "$(cat route)" = "$site" ] && all "$site" ;;
            esac
            """;
    private static final String PLAN = """
            plan: @PLAN@
            objectives: { rpo: 5s, rto: 5m }
            sites:
              fra: { preferred: true }
              ams: {}
            hosts:
              fra-1: { site: fra, address: @ADDRESS@, ssh: &ssh { user: @USER@, port: @PORT@, key: "${file:@FOLDER@/id}", knownHosts: "@FOLDER@/known_hosts" } }
              ams-1: { site: ams, address: @OTHER@, ssh: *ssh }
            groups:
              - name: data
                instances:
            @STORE@
              - name: app
                instances:
            @SHOP1@
            @SHOP2@
            routes:
              - name: www
                connector: command
                read: "@FOLDER@/target ${plan} read www ${site}"
                switch: "@FOLDER@/target ${plan} switch www ${site}"
                fra: { host: fra-1 }
                ams: { host: ams-1 }
                check: { command: "@FOLDER@/target ${plan} traffic www ${site}", every: 100ms, within: 60s }
            """;
    private static final String INSTANCE = """
                  - name: @NAME@
                    connector: command
                    start: "@FOLDER@/target ${plan} start @NAME@ ${site}"
                    stop: "@FOLDER@/target ${plan} stop @NAME@ ${site}"
                    status: "@FOLDER@/target ${plan} status @NAME@ ${site}"
                    fra: { host: fra-1 }
                    ams: { host: ams-1 }
                    check: { command: "@FOLDER@/target ${plan} check @NAME@ ${site}", every: 100ms, within: 60s }""";

    private final Path folder;
    private final OpenSshDaemon daemon;

    ShellSites(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        Path script = folder.resolve("target");
        Files.writeString(script, SCRIPT);
        script.toFile().setExecutable(true);
        daemon = daemon(folder, OTHER);
    }

    /** An SSH server that listens on these addresses as well and is known at them. */
    static OpenSshDaemon daemon(Path folder, String... addresses) throws IOException, InterruptedException {
        return daemon(folder, List.of(), addresses);
    }

    /** With more lines of configuration. */
    static OpenSshDaemon daemon(Path folder, List<String> more, String... addresses)
            throws IOException, InterruptedException {
        List<String> extra = new ArrayList<>(List.of("MaxStartups 500", "MaxSessions 50"));
        extra.addAll(more);
        for (String address : addresses) {
            extra.add("ListenAddress " + address);
        }
        OpenSshDaemon daemon = new OpenSshDaemon(folder, extra.toArray(String[]::new));
        Path known = folder.resolve("known_hosts");
        String line = Files.readString(known);
        StringBuilder lines = new StringBuilder(line);
        for (String address : addresses) {
            lines.append(line.replace(OpenSshDaemon.ADDRESS, address));
        }
        Files.writeString(known, lines);
        return daemon;
    }

    /** A plan of that name, its service running at fra; answers its file. */
    String plan(String name) {
        Path plan = folder.resolve("plans").resolve(name);
        try {
            for (String part :
                    List.of("hold", "held", "running/store@fra", "running/shop-1@fra", "running/shop-2@fra")) {
                Files.createDirectories(plan.resolve(part));
            }
            Files.writeString(plan.resolve("route"), "fra\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return PLAN.replace("@STORE@", instance("store"))
                .replace("@SHOP1@", instance("shop-1"))
                .replace("@SHOP2@", instance("shop-2"))
                .replace("@PLAN@", name)
                .replace("@ADDRESS@", OpenSshDaemon.ADDRESS)
                .replace("@OTHER@", OTHER)
                .replace("@PORT@", Integer.toString(daemon.port()))
                .replace("@USER@", System.getProperty("user.name"))
                .replace("@FOLDER@", folder.toString());
    }

    /** The port of the SSH server. */
    int port() {
        return daemon.port();
    }

    /** What runs where, such as {@code store@fra}. */
    List<String> running(String plan) {
        return list(plan, "running").stream()
                .map(path -> path.getFileName().toString())
                .toList();
    }

    private static String instance(String name) {
        return INSTANCE.replace("@NAME@", name).indent(6).stripTrailing();
    }

    /** The commands of a plan stop at that point from now on: {@code verb.name.site.} and the how many-th call, or end. */
    void hold(String plan, String point) {
        write(plan, "hold/" + point);
    }

    boolean held(String plan, String point) {
        return Files.exists(file(plan, "held/" + point));
    }

    /** Lets everything go on. */
    void release(String plan) {
        for (Path point : list(plan, "hold")) {
            delete(point);
        }
    }

    /** Forgets what was called and done so far. */
    void forget(String plan) {
        list(plan, "held").forEach(ShellSites::delete);
        delete(file(plan, "calls"));
        delete(file(plan, "effects"));
    }

    /** Every command that was begun, in order. */
    List<String> calls(String plan) {
        return lines(plan, "calls");
    }

    /** Every change, in order. */
    List<String> effects(String plan) {
        return lines(plan, "effects");
    }

    /** What must never have been. */
    List<String> violations(String plan) {
        return lines(plan, "violations");
    }

    /** How often each command that changes something was begun. */
    Map<String, Long> actsBegun(String plan) {
        return calls(plan).stream()
                .filter(call -> call.matches("(start|stop|switch) .*"))
                .collect(groupingBy(call -> call, counting()));
    }

    private List<String> lines(String plan, String name) {
        try {
            Path file = file(plan, name);
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String plan, String name) {
        return folder.resolve("plans").resolve(plan).resolve(name);
    }

    private void write(String plan, String name) {
        try {
            Files.writeString(file(plan, name), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> list(String plan, String name) {
        try (var files = Files.list(file(plan, name))) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        daemon.close();
    }
}
