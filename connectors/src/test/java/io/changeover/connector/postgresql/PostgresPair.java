package io.changeover.connector.postgresql;

import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Host;
import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Settings;
import io.changeover.connector.spi.Target;
import io.changeover.connector.testing.LocalShell;
import io.changeover.connector.testing.TestContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

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
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

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
                    Map.of(FRA, freePort(address(FRA)), AMS, freePort(address(AMS))));
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
        if (ROOT) {
            exec(List.of("chown", "postgres", folder.toString()));
        }
        write(folder.resolve("password"), PASSWORD + "\n");
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
        write(Path.of(data(site), "conf.tmp"), """
                listen_addresses = '%s'
                port = %d
                unix_socket_directories = ''
                cluster_name = '%s'
                wal_keep_size = 32MB
                shared_buffers = 16MB
                max_connections = 20
                """.formatted(address(site), port(site), site));
        command("sh", "-c", "cat '%1$s/conf.tmp' > '%1$s/postgresql.conf'; rm '%1$s/conf.tmp'".formatted(data(site)));
        command(
                "sh",
                "-c",
                "echo 'host all,replication all 127.0.0.0/8 scram-sha-256' > '%s/pg_hba.conf'".formatted(data(site)));
    }

    /** Address of a site's server. */
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
        if (ROOT) {
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
        return target(operation.kind(), site);
    }

    private Target target(Kind kind, String site) {
        Host host = new Host(site + "-db1", site, address(site), Settings.NONE);
        return new Target(kind, "ledger", site, host, Settings.of(settings(site)));
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

    /** A context in which no host can be reached by a shell. */
    public static Context contextWithoutShell() {
        return new TestContext(
                host -> command -> {
                    throw io.changeover.connector.spi.ConnectorException.transientFault(
                            "SSH_UNREACHABLE", "no " + host);
                },
                Duration.ofSeconds(10));
    }

    /** A new connection to a site's server. */
    public Connection connect(String site) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%d/postgres?connectTimeout=5&socketTimeout=30"
                        .formatted(address(site), port(site)),
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
        try (var connection = connect(site);
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
            ProcessHandle.of(pid).ifPresent(PostgresPair::kill);
        }
    }

    private static void kill(ProcessHandle server) {
        List<ProcessHandle> all =
                Stream.concat(Stream.of(server), server.descendants()).toList();
        all.forEach(process -> {
            exec(List.of("kill", "-9", "" + process.pid()), false);
        });
        all.forEach(process -> process.onExit().orTimeout(20, TimeUnit.SECONDS).join());
    }

    /** Runs a program as the owner of the data. */
    public String command(String... words) {
        List<String> all = new ArrayList<>();
        if (ROOT) {
            all.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"));
        }
        all.addAll(List.of(words));
        return exec(all);
    }

    private static String exec(List<String> words) {
        return exec(words, true);
    }

    private static String exec(List<String> words, boolean checked) {
        try {
            Path output = Files.createTempFile("changeover-pg", ".out");
            try {
                Process process = new ProcessBuilder(words)
                        .directory(new java.io.File("/"))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                int code = process.waitFor();
                String text = Files.readString(output);
                if (checked && code != 0) {
                    throw new IllegalStateException(words + " ended with " + code + ": " + text);
                }
                return text;
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void write(Path file, String text) {
        try {
            Files.writeString(file, text);
            if (ROOT) {
                exec(List.of("chown", "postgres", file.toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort(String address) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        kill(FRA);
        kill(AMS);
        exec(List.of("rm", "-rf", folder.toString()));
    }
}
