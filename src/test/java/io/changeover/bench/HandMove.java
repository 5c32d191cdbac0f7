package io.changeover.bench;

import io.changeover.connector.postgresql.PostgresPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The shortest safe sequence that a person could write for one pair: checkpoint both, stop fast, wait for the end,
 * compare the last position, promote without waiting, let the former primary follow. No approval, no records, nothing
 * checked that is not needed.
 */
final class HandMove {
    private static final long DEADLINE = TimeUnit.SECONDS.toNanos(30);

    private final PostgresPair pair;

    HandMove(PostgresPair pair) {
        this.pair = pair;
    }

    void move(String from, String to) throws Exception {
        try (Connection source = pair.connect(from);
                Connection target = pair.connect(to)) {
            run(target, "alter system set wal_retrieve_retry_interval = '50ms'");
            value(target, "select pg_reload_conf()");
            run(source, "checkpoint");
            run(target, "checkpoint");
            long pid = pair.pid(from);
            kill(pid);
            until("the end of " + from, () -> ended(pid));
            String last = checkpoint(from);
            until(
                    "the last position at " + to,
                    () -> value(target, "select pg_last_wal_receive_lsn() > '%s'::pg_lsn".formatted(last))
                            .equals("t"));
            value(target, "select pg_promote(false)");
            until(
                    "a primary at " + to,
                    () -> value(target, "select pg_is_in_recovery()").equals("f"));
            run(target, "alter system reset wal_retrieve_retry_interval");
            value(target, "select pg_reload_conf()");
            value(target, "select pg_create_physical_replication_slot('to_%s', true)".formatted(from));
            follow(from, to);
            until(
                    "a standby at " + from,
                    () -> !value(target, "select count(*) from pg_stat_replication where state = 'streaming'")
                            .equals("0"));
        }
        pair.sql(from, "select pg_drop_replication_slot('to_%s')".formatted(to));
    }

    private void follow(String from, String to) throws IOException {
        String password = String.valueOf(pair.settings(to).get("password"));
        String conninfo = "host=%s port=%d user=dr password='%s'"
                .formatted(
                        PostgresPair.address(to),
                        pair.port(to),
                        password.replace("\\", "\\\\").replace("'", "\\'"));
        String settings = "primary_conninfo = '%s'\nprimary_slot_name = 'to_%s'\nrecovery_target_timeline = 'latest'\n"
                .formatted(conninfo.replace("\\", "\\\\").replace("'", "''"), from);
        Files.writeString(Path.of(pair.data(from), "postgresql.auto.conf"), settings, StandardOpenOption.APPEND);
        pair.command("touch", pair.data(from) + "/standby.signal");
        Path log = Path.of(pair.data(from)).resolveSibling(from + ".log");
        pair.command(
                pair.settings(from).get("bin") + "/pg_ctl",
                "-s",
                "-w",
                "-D",
                pair.data(from),
                "-l",
                log.toString(),
                "start");
    }

    private String checkpoint(String site) {
        String control = pair.command(pair.settings(site).get("bin") + "/pg_controldata", pair.data(site));
        List<String> lines = control.lines().toList();
        if (lines.stream().noneMatch(line -> line.matches("Database cluster state: +shut down"))) {
            throw new IllegalStateException(site + ": wanted a server that was shut down, found " + control);
        }
        return lines.stream()
                .filter(line -> line.startsWith("Latest checkpoint location:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElseThrow();
    }

    private static void kill(long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", "" + pid).start().waitFor();
    }

    /** A process that nobody has waited for yet is still listed, but has ended. */
    private static boolean ended(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", "" + pid, "stat"));
            return stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
        } catch (IOException e) {
            return true;
        }
    }

    private interface Question {
        boolean yes() throws SQLException;
    }

    private static void until(String what, Question question) throws SQLException {
        long deadline = System.nanoTime() + DEADLINE;
        while (!question.yes()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("wanted " + what + " within 30 s");
            }
            Pause.millis(1);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }
}
