package io.changeover.connector.postgresql;

import io.changeover.connector.spi.Host;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Settings;
import io.changeover.connector.spi.Target;
import io.changeover.connector.testing.LocalShell;
import io.changeover.connector.testing.TestContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A real primary at 127.0.1.1 (site {@code fra}) and its streaming standby at 127.0.1.2 (site {@code ams}), in a folder
 * of their own. Closing it ends both by their process ids and removes the folder. As root the servers run as the user
 * {@code postgres}.
 */
public final class PostgresPair implements AutoCloseable {
    /** Where the primary is at first. */
    public static final String FRA = "fra";

    /** Where the standby is at first. */
    public static final String AMS = "ams";

    private static final String BIN = "/usr/lib/postgresql/15/bin";
    private static final String PASSWORD = "it's a \\secret";

    private final Path folder;
    private final Map<String, Integer> ports;
    private final Map<String, Object> more = new HashMap<>();

    private PostgresPair(Path folder, Map<String, Integer> ports) {
        this.folder = folder;
        this.ports = ports;
    }

    /** A pair that can be rewound (data checksums) and uses slots named {@code to_fra} and {@code to_ams}. */
    public static PostgresPair start() {
        return start(true, true);
    }

    /** A pair with or without data checksums and with or without slots. */
    public static PostgresPair start(boolean checksums, boolean slots) {
        try {
            PostgresPair pair = new PostgresPair(
                    Files.createTempDirectory("changeover-pg"),
                    Map.of(FRA, OwnerCommands.freePort(address(FRA)), AMS, OwnerCommands.freePort(address(AMS))));
            try {
                pair.create(checksums, slots);
                return pair;
            } catch (RuntimeException e) {
                pair.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void create(boolean checksums, boolean slots) {
        if (slots) {
            more.put("slot", "");
        }
        if (OwnerCommands.ROOT) {
            OwnerCommands.exec(List.of("chown", "postgres", folder.toString()));
        }
        OwnerCommands.write(folder.resolve("password"), PASSWORD + "\n");
        command(
                BIN + "/initdb",
                "-N",
                "-D",
                data(FRA),
                "-U",
                "dr",
                "-A",
                "scram-sha-256",
                "--pwfile=" + folder.resolve("password"),
                checksums ? "-k" : "--no-locale");
        configure(FRA);
        command(BIN + "/pg_ctl", "-s", "-w", "-D", data(FRA), "-l", log(FRA), "start");
        sql(FRA, "create table rows (n bigint primary key)");
        List<String> backup = new ArrayList<>(List.of(
                "env", "PGPASSWORD=" + PASSWORD, BIN + "/pg_basebackup", "-D", data(AMS), "-c", "fast", "-R", "-N"));
        backup.addAll(List.of("-h", address(FRA), "-p", "" + port(FRA), "-U", "dr"));
        if (slots) {
            backup.addAll(List.of("-C", "-S", "to_ams"));
        }
        command(backup.toArray(String[]::new));
        configure(AMS);
        command(BIN + "/pg_ctl", "-s", "-w", "-D", data(AMS), "-l", log(AMS), "start");
    }

    private void configure(String site) {
        OwnerCommands.write(Path.of(data(site), "conf.tmp"), """
                listen_addresses = '%s'
                port = %d
                unix_socket_directories = ''
                cluster_name = '%s'
                wal_keep_size = 32MB
                shared_buffers = 16MB
                """.formatted(address(site), port(site), site));
        command("sh", "-c", "cat '%1$s/conf.tmp' > '%1$s/postgresql.conf'; rm '%1$s/conf.tmp'".formatted(data(site)));
        command(
                "sh",
                "-c",
                "echo 'host all,replication all 127.0.0.0/8 scram-sha-256' > '%s/pg_hba.conf'".formatted(data(site)));
    }

    /** Address of a server. */
    public static String address(String site) {
        return site.equals(FRA) ? "127.0.1.1" : "127.0.1.2";
    }

    /** The site that is not this one. */
    public static String other(String site) {
        return site.equals(FRA) ? AMS : FRA;
    }

    /** Port of a site's server. */
    public int port(String site) {
        return ports.get(site);
    }

    /** Data directory of a site's server. */
    public String data(String site) {
        return folder.resolve(site).toString();
    }

    private String log(String site) {
        return folder.resolve(site + ".log").toString();
    }

    /** Changes settings for all targets made from now on. */
    public PostgresPair with(String setting, Object value) {
        more.put(setting, value);
        return this;
    }

    /** Settings of a site's placement, as a plan would have them. */
    public Map<String, Object> settings(String site) {
        Map<String, Object> settings = new HashMap<>(
                Map.of("port", port(site), "user", "dr", "password", PASSWORD, "data", data(site), "bin", BIN));
        if (OwnerCommands.ROOT) {
            settings.put("runAs", "postgres");
        }
        settings.putAll(more);
        if (more.containsKey("slot")) {
            settings.put("slot", "to_" + site);
        }
        return settings;
    }

    /** The placement of a site. */
    public Target target(Operation operation, String site) {
        Host host = new Host(site + "-db1", site, address(site), Settings.NONE);
        return new Target(operation.kind(), "ledger", site, host, Settings.of(settings(site)));
    }

    /** A request whose target is at that site and whose peer is at the other. */
    public Request request(Operation operation, String site) {
        return new Request(operation, target(operation, site), target(operation, other(site)), false, Map.of());
    }

    /** The same, as a dry run. */
    public Request dryRun(Operation operation, String site) {
        return new Request(operation, target(operation, site), target(operation, other(site)), true, Map.of());
    }

    /** A context in which both hosts are this machine. */
    public static TestContext context() {
        return TestContext.local(new LocalShell());
    }

    /** A new connection to a site's server. */
    public Connection connect(String site) throws SQLException {
        return connect(site, "postgres");
    }

    private Connection connect(String site, String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%d/%s?connectTimeout=5&socketTimeout=30"
                        .formatted(address(site), port(site), database),
                "dr",
                PASSWORD);
    }

    /** An address for the driver under which the writable server is found, whichever it is. */
    public Connection connectToPrimary() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%d,%s:%d/postgres?targetServerType=primary&hostRecheckSeconds=0&connectTimeout=1&socketTimeout=5"
                        .formatted(address(FRA), port(FRA), address(AMS), port(AMS)),
                "dr",
                PASSWORD);
    }

    /** Runs one statement; answers the first column of its first row, or an empty text. */
    public String sql(String site, String sql) {
        return sql(site, "postgres", sql);
    }

    private String sql(String site, String database, String sql) {
        try (var connection = connect(site, database);
                var statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            var rows = statement.getResultSet();
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(site + ": " + sql, e);
        }
    }

    /** Restores a dump into a database of its own on a site's server, and asks one question there. */
    public String restored(String site, String dump, String sql) {
        sql(site, "create database restored");
        try {
            command(
                    "env",
                    "PGPASSWORD=" + PASSWORD,
                    BIN + "/pg_restore",
                    "-h",
                    address(site),
                    "-p",
                    "" + port(site),
                    "-U",
                    "dr",
                    "-d",
                    "restored",
                    dump);
            return sql(site, "restored", sql);
        } finally {
            sql(site, "drop database restored with (force)");
        }
    }

    /** Writes rows all the time, through whichever server takes them. */
    public RowWriter startWriter() {
        return new RowWriter(this);
    }

    /** The process id of a site's server, or 0. */
    public long pid(String site) {
        try {
            return Long.parseLong(Files.readAllLines(Path.of(data(site), "postmaster.pid"))
                    .get(0)
                    .strip());
        } catch (IOException | IndexOutOfBoundsException e) {
            return 0;
        }
    }

    /** Kills a site's server and its children the hard way, and waits for their end. */
    public void kill(String site) {
        long pid = pid(site);
        if (pid > 0) {
            ProcessHandle.of(pid).ifPresent(OwnerCommands::kill);
        }
    }

    /** Runs a program as the owner of the data; answers what it wrote. */
    public String command(String... words) {
        return OwnerCommands.owned(words);
    }

    @Override
    public void close() {
        kill(FRA);
        kill(AMS);
        OwnerCommands.exec(List.of("rm", "-rf", folder.toString()));
    }
}
