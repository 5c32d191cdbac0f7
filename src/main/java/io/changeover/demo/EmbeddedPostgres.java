package io.changeover.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;

/** One site's PostgreSQL: made, started and asked here; moved by the server only. */
final class EmbeddedPostgres {
    /** The superuser, who also replicates. */
    static final String ADMIN = "postgres";

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration OFTEN = Duration.ofMillis(50);

    private final Commands commands;
    private final Path programs;
    private final Path home;
    private final Place place;
    private final String password;

    /** @param programs the folder that holds initdb, pg_ctl and postgres
     * @param home holds the data folder and what is the site's own
     * @param password of the superuser */
    EmbeddedPostgres(Commands commands, Path programs, Path home, Place place, String password) {
        this.commands = commands;
        this.programs = programs;
        this.home = home;
        this.place = place;
        this.password = password;
    }

    /** The data folder. */
    Path data() {
        return home.resolve("data");
    }

    /** Makes an empty cluster. */
    void initialise() throws IOException, InterruptedException {
        prepareHome();
        Path secret = home.resolve("initial-password");
        commands.write(secret, password);
        commands.run(
                "",
                program("initdb"),
                "-D",
                data().toString(),
                "-U",
                ADMIN,
                "-A",
                "scram-sha-256",
                "--pwfile=" + secret,
                "-E",
                "UTF8",
                "--no-locale",
                "--wal-segsize=4",
                "-N");
        commands.run("", "rm", secret.toString());
        configure();
    }

    private void configure() throws IOException, InterruptedException {
        commands.write(data().resolve("pg_hba.conf"), """
                host all         all 127.0.0.0/8 scram-sha-256
                host replication all 127.0.0.0/8 scram-sha-256
                """);
        // Relative, so that the same file is right at both sites, whichever it was copied from.
        commands.write(data().resolve("postgresql.conf"), """
                include '../site.conf'
                wal_level = replica
                hot_standby = on
                wal_log_hints = on
                max_wal_senders = 10
                max_replication_slots = 10
                wal_keep_size = 64MB
                max_connections = 40
                shared_buffers = 16MB
                unix_socket_directories = ''
                timezone = 'UTC'
                """);
    }

    /**
     * Makes a standby of a running primary by the backup API, as there is no pg_basebackup among the programs.
     *
     * @param slot of the primary; made here
     */
    void copyOf(EmbeddedPostgres primary, String slot) throws IOException, InterruptedException, SQLException {
        prepareHome();
        try (Connection connection = primary.connect(ADMIN);
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_create_physical_replication_slot('" + slot + "', true)");
            statement.execute("select pg_backup_start('demo', true)");
            commands.run("", "/bin/sh", "-c", """
                    # A file may go while it is copied, as the primary is at work: then once more.
                    for try in 1 2 3; do rm -rf "$2"; cp -a "$1" "$2" && copied=yes && break; done
                    [ "${copied:-}" = yes ] && cd "$2" &&
                    rm -rf pg_wal/* pg_replslot/* postmaster.pid postmaster.opts
                    """, "sh", primary.data().toString(), data().toString());
            try (ResultSet end = statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
                end.next();
                commands.write(data().resolve("backup_label"), end.getString(1));
            }
        }
        commands.write(data().resolve("standby.signal"), "");
        commands.write(data().resolve("postgresql.auto.conf"), """
                primary_conninfo = 'host=%s port=%d user=%s password=%s application_name=%s'
                primary_slot_name = '%s'
                """.formatted(
                primary.place.address(), primary.place.database(), ADMIN, primary.password, place.site(), slot));
    }

    /**
     * Starts it and waits until it answers.
     *
     * @throws DemoException with its log, if it does not start
     */
    void start() throws IOException, InterruptedException {
        Path log = home.resolve("log");
        try {
            commands.run("", program("pg_ctl"), "-D", data().toString(), "-l", log.toString(), "-s", "-w", "start");
        } catch (DemoException e) {
            throw new DemoException(
                    e.getMessage() + "; its log: " + commands.run("", "tail", "-n", "15", log.toString()), e);
        }
        String what = "PostgreSQL of %s answers at %s:%d".formatted(place.site(), place.address(), place.database());
        Waiting.until(what, LIMIT, OFTEN, () -> {
            try (Connection connection = connect(ADMIN)) {
                return connection.isValid(2);
            }
        });
    }

    /** A connection to the database of that name, as the user of that name; the caller closes it. */
    Connection connect(String user) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "3");
        properties.setProperty("socketTimeout", "30");
        return DriverManager.getConnection(url(user), properties);
    }

    /** The JDBC address of the database of that name. */
    String url(String database) {
        return "jdbc:postgresql://" + place.address() + ":" + place.database() + "/" + database;
    }

    /** The first column of the first row, as a text. */
    String ask(String sql) throws SQLException {
        try (Connection connection = connect(ADMIN);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }

    private void prepareHome() throws IOException, InterruptedException {
        Files.createDirectories(home);
        if (commands.becomesNobody()) {
            Files.setAttribute(home, "unix:uid", 65534);
            Files.setAttribute(home, "unix:gid", 65534);
        }
        commands.write(home.resolve("site.conf"), """
                listen_addresses = '%s'
                port = %d
                """.formatted(place.address(), place.database()));
    }

    private String program(String name) {
        return programs.resolve(name).toString();
    }
}
