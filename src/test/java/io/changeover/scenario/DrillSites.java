package io.changeover.scenario;

import io.changeover.connector.postgresql.OwnerCommands;
import io.changeover.connector.postgresql.PostgresPair;
import io.changeover.connector.rsync.FolderPair;
import io.changeover.connector.rsync.RsyncConnector;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.ssh.OpenSshDaemon;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Services with a real PostgreSQL pair and a shop behind one real SSH server, of which drills are made. Their commands,
 * and the programs by which clones are made, can be held at any point of any call.
 */
final class DrillSites implements AutoCloseable {
    private static final String SCRIPT = """
            #!/bin/sh
            # target PLAN VERB NAME SITE
            cd "$(dirname "$0")/plans/$1" || exit 9
            verb=$2 name=$3 site=$4
            echo "$verb $name $site" >> calls
            n=$(grep -cx "$verb $name $site" calls)
            hold() {
                [ -e "hold/$1" ] || return 0
                : > "held/$1"
                while [ -e "hold/$1" ]; do sleep 0.2; done
            }
            never() { echo "$verb $name $site: $1" >> violations; }
            hold "$verb.$name.$site.$n"
            case $verb in
                status) [ "$name@$site" = shop@fra ] || exit 3 ;;
                start | stop) never "production was touched" ;;
                check) exit 0 ;;
                dstatus) [ -e "apart/$name" ] || exit 3 ;;
                dcheck) [ -e "apart/$name" ] && [ "$CHANGEOVER_DRILL" != "" ] && [ ! -e unfit ] || exit 1 ;;
                dstart)
                    mkdir "apart/$name" || never "it ran already"
                    echo "start" >> effects
                    hold "dstart.end"
                    ;;
                dstop)
                    rmdir "apart/$name" || never "it did not run"
                    echo "stop" >> effects
                    hold "dstop.end"
                    ;;
            esac
            """;
    private static final String WRAP = """
            #!/bin/sh
            # wrap PLAN PROGRAM ARGUMENT…
            plan="$(dirname "$0")/plans/$1"
            shift
            hold() {
                [ -e "$plan/hold/$1" ] || return 0
                : > "$plan/held/$1"
                while [ -e "$plan/hold/$1" ]; do sleep 0.2; done
            }
            case "$1" in
                */pg_basebackup) hold clone ;;
                */pg_ctl) hold promote ;;
                */pg_controldata)
                    if grep -q stop "$plan/effects" 2>/dev/null; then
                        echo once >> "$plan/after"
                        hold "after.$(grep -c once "$plan/after")"
                    fi
                    ;;
            esac
            exec "$@"
            """;
    /** In the place of the programs by which a folder is copied and removed; what is held stays so until it is released. */
    private static final String STAND_IN = """
            #!/bin/sh
            name=$(basename "$0")
            for last in "$@"; do :; done
            case "$last" in
                */clones/*-files*)
                    plan=$(echo "${last#*/clones/}" | sed 's|-files.*||')
                    at="$(dirname "$0")/../plans/$plan"
                    [ "$name" = cp ] || grep -q stop "$at/effects" 2>/dev/null || exec "/bin/$name" "$@"
                    if [ -e "$at/hold/files.$name" ]; then
                        [ "$name" = rm ] || echo half > "${last%/.}/half"
                        : > "$at/held/files.$name"
                        while [ -e "$at/hold/files.$name" ]; do sleep 0.2; done
                    fi
                    ;;
            esac
            exec "/bin/$name" "$@"
            """;

    private static final String PLAN = """
            plan: @PLAN@
            objectives: { rpo: 30s, rto: 5m }
            sites:
              fra: { preferred: true }
              ams: {}
            hosts:
              fra-1: { site: fra, address: @FRA@, ssh: &ssh { user: root, port: @SSH@, key: "${file:@FOLDER@/id}", knownHosts: "@FOLDER@/known_hosts" } }
              ams-1: { site: ams, address: @AMS@, ssh: *ssh }
            groups:
              - name: data
                instances:
                  - name: ledger
                    connector: postgresql
                    user: dr
                    password: "${file:@FOLDER@/password}"
                    bin: @BIN@
                    runAs: postgres
                    fra: { host: fra-1, port: @FRAPORT@, data: @FRADATA@ }
                    ams: { host: ams-1, port: @AMSPORT@, data: @AMSDATA@ }
                    check: { sql: "select true", user: dr, password: "${file:@FOLDER@/password}", port: @FRAPORT@ }
                    drill:
                      data: @FOLDER@/clones/@PLAN@
                      port: @PORT@
                      listen: "${host}"
                      wrap: "@FOLDER@/wrap @PLAN@"
                      check: { sql: "select count(*) >= 1000 from rows", expect: t, user: dr, password: "${file:@FOLDER@/password}", port: @PORT@ }
              - name: app
                instances:
                  - name: shop
                    connector: command
                    start: "@FOLDER@/target ${plan} start shop ${site}"
                    stop: "@FOLDER@/target ${plan} stop shop ${site}"
                    status: "@FOLDER@/target ${plan} status shop ${site}"
                    fra: { host: fra-1 }
                    ams: { host: ams-1 }
                    check: { command: "@FOLDER@/target ${plan} check shop ${site}" }
                    drill:
                      start: "@FOLDER@/target ${plan} dstart shop ${site}"
                      stop: "@FOLDER@/target ${plan} dstop shop ${site}"
                      status: "@FOLDER@/target ${plan} dstatus shop ${site}"
                      check: { command: "@FOLDER@/target ${plan} dcheck shop ${site}", every: 100ms, within: @WITHIN@ }
            datasets:
              - { name: ledger, connector: postgresql, consistency: orders }
              - name: files
                connector: rsync
                consistency: orders
                rpo: 1h
                transferKey: @FOLDER@/id
                transferKnownHosts: @FOLDER@/known_hosts
                fra: { host: fra-1, path: "@FOLDER@/files/fra/up loads" }
                ams: { host: ams-1, path: "@FOLDER@/files/ams/up loads" }
                drill: { path: "@FOLDER@/clones/@PLAN@-files" }
            drill: { limit: @LIMIT@ }
            """;

    private final Path folder;
    private final PostgresPair pair;
    private final OpenSshDaemon daemon;

    DrillSites(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        script("target", SCRIPT);
        script("wrap", WRAP);
        Path bin = Files.createDirectories(folder.resolve("bin"));
        script("bin/cp", STAND_IN);
        script("bin/rm", STAND_IN);
        Path clones = Files.createDirectories(folder.resolve("clones"));
        OwnerCommands.exec(List.of("chown", "postgres", clones.toString()));
        daemon = ShellSites.daemon(
                folder,
                List.of("SetEnv PATH=%s:%s".formatted(bin, System.getenv("PATH"))),
                PostgresPair.address(PostgresPair.FRA),
                PostgresPair.address(PostgresPair.AMS));
        follow();
        pair = PostgresPair.start();
        Files.writeString(
                folder.resolve("password"), String.valueOf(pair.settings("fra").get("password")));
        pair.sql("fra", "insert into rows select generate_series(1, 1000)");
    }

    /** The folder at ams follows the one at fra. */
    private void follow() throws IOException, InterruptedException {
        try (FolderPair files = FolderPair.in(Files.createDirectories(folder.resolve("files")))) {
            for (int number = 0; number < 20; number++) {
                Files.writeString(files.path(FolderPair.FRA).resolve("order-" + number), "order " + number);
            }
            new RsyncConnector().execute(files.request(Operation.SYNC, FolderPair.AMS, 1), files.context());
        } catch (ConnectorException e) {
            throw new IllegalStateException("the folder could not be copied", e);
        }
    }

    private void script(String name, String text) throws IOException {
        Path script = Files.writeString(folder.resolve(name), text);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    PostgresPair pair() {
        return pair;
    }

    /** A plan of that name, whose drills end at that limit and ask the shop for so long; answers its file. */
    String plan(String name, String limit, String within) {
        try {
            for (String part : List.of("hold", "held", "apart")) {
                Path made = Files.createDirectories(
                        folder.resolve("plans").resolve(name).resolve(part));
                for (Path open : List.of(made, made.getParent())) {
                    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
                }
            }
            String port = Integer.toString(OwnerCommands.freePort(PostgresPair.address(PostgresPair.AMS)));
            return PLAN.replace("@PLAN@", name)
                    .replace("@FRA@", PostgresPair.address(PostgresPair.FRA))
                    .replace("@AMS@", PostgresPair.address(PostgresPair.AMS))
                    .replace("@FRAPORT@", Integer.toString(pair.port("fra")))
                    .replace("@AMSPORT@", Integer.toString(pair.port("ams")))
                    .replace("@FRADATA@", pair.data("fra"))
                    .replace("@AMSDATA@", pair.data("ams"))
                    .replace("@BIN@", String.valueOf(pair.settings("fra").get("bin")))
                    .replace("@SSH@", Integer.toString(daemon.port()))
                    .replace("@PORT@", port)
                    .replace("@LIMIT@", limit)
                    .replace("@WITHIN@", within)
                    .replace("@FOLDER@", folder.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The service of that plan will not pass its check in a drill. */
    void unfit(String plan) {
        write(plan, "unfit");
    }

    void hold(String plan, String point) {
        write(plan, "hold/" + point);
    }

    boolean held(String plan, String point) {
        return Files.exists(file(plan, "held/" + point));
    }

    void release(String plan, String point) {
        try {
            Files.deleteIfExists(file(plan, "hold/" + point));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the shop of the drill did, in order. */
    List<String> effects(String plan) {
        return lines(plan, "effects");
    }

    /** What must never have been. */
    List<String> violations(String plan) {
        return lines(plan, "violations");
    }

    /** What is left of drills of that plan: folders, processes, and what stands apart. */
    List<String> left(String plan) {
        String data = folder.resolve("clones").resolve(plan).toString();
        List<String> left = new ArrayList<>();
        for (Path path : List.of(
                Path.of(data),
                Path.of(data + ".changeover-drill"),
                Path.of(data + "-files"),
                Path.of(data + "-files.changeover-drill"),
                file(plan, "apart/shop"))) {
            if (Files.exists(path)) {
                left.add(path.toString());
            }
        }
        try (var processes = ProcessHandle.allProcesses()) {
            processes
                    .flatMap(one -> one.info().commandLine().stream())
                    .filter(line -> line.contains(data + " ") || line.endsWith(data) || line.contains(data + "-files"))
                    .forEach(left::add);
        }
        return left;
    }

    /** What must be the same after a drill as before: the files that make roles, and the roles themselves. */
    TreeMap<String, String> production() {
        TreeMap<String, String> found = new TreeMap<>();
        for (String site : List.of("fra", "ams")) {
            found.put(
                    site + " files",
                    pair.command(
                            "sh",
                            "-c",
                            "cd '" + pair.data(site) + "' && ls | grep -v postmaster.pid"
                                    + " && cat postgresql.conf postgresql.auto.conf pg_hba.conf PG_VERSION | sha256sum"));
            found.put(site + " process", Long.toString(pair.pid(site)));
            found.put(site + " standby", pair.sql(site, "select pg_is_in_recovery()"));
            found.put(site + " slots", pair.sql(site, "select string_agg(slot_name, ',') from pg_replication_slots"));
        }
        for (String site : List.of("fra", "ams")) {
            String files =
                    "cd '" + folder.resolve("files").resolve(site) + "' && find . -type f ! -path '*sshd*' | sort";
            found.put(site + " folder", pair.command("sh", "-c", files + "; cat 'up loads'/* | sha256sum"));
        }
        found.put("timeline", pair.sql("fra", "select timeline_id from pg_control_checkpoint()"));
        found.put("followers", pair.sql("fra", "select count(*) from pg_stat_replication"));
        return found;
    }

    private List<String> lines(String plan, String name) {
        try {
            Path file = file(plan, name);
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String plan, String name) {
        try {
            Files.writeString(file(plan, name), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String plan, String name) {
        return folder.resolve("plans").resolve(plan).resolve(name);
    }

    @Override
    public void close() {
        daemon.close();
        pair.close();
    }
}
