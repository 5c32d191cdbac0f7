package io.changeover.connector.postgresql;

import io.changeover.connector.spi.Command;
import io.changeover.connector.spi.CommandResult;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Field;
import io.changeover.connector.spi.Field.Type;
import io.changeover.connector.spi.Settings;
import io.changeover.connector.spi.Shell;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts what two servers that both took writes hold twice: rows with the same first column that differ otherwise, each
 * of which only its own side has. With an id first these are ids given to two things; with what a thing is first and its
 * id after it, things entered twice.
 */
final class Doubles {
    /** The rows of one query that are compared at most, as text. */
    private static final int LIMIT = 32 * 1024 * 1024;

    private static final int NAMED = 5;

    private static final List<String> KINDS = List.of("duplicates", "collisions");

    static final List<Field> FIELDS = List.of(
            Field.optional(
                    "counts",
                    Type.MAP,
                    "Queries by name that give one number, such as of rows; shown for each side to whoever must choose"
                            + " the one that serves."),
            Field.optional(
                    "duplicates",
                    Type.MAP,
                    "Queries by name, whose rows begin with what a thing is and go on with its id; run on both sides"
                            + " where both took writes, to count what was entered twice."),
            Field.optional(
                    "collisions",
                    Type.MAP,
                    "Queries by name, whose rows begin with an id; run on both sides where both took writes, to count"
                            + " the ids that were given twice."));

    private final Sessions sessions;

    Doubles(Sessions sessions) {
        this.sessions = sessions;
    }

    /** The queries of a placement: names such as {@code collisions.orders}, and in the same order their text. */
    record Queries(List<String> names, List<String> all) {
        static Queries of(Settings settings) {
            List<String> names = new ArrayList<>();
            List<String> all = new ArrayList<>();
            for (String kind : KINDS) {
                settings.map(kind).forEach((name, sql) -> {
                    names.add(kind + "." + name);
                    all.add(sql.strip().replaceAll(";\\s*$", ""));
                });
            }
            return new Queries(List.copyOf(names), List.copyOf(all));
        }
    }

    /** The number for each query, or {@code unknown} where it cannot be told; why is a reading. */
    Map<String, String> count(Server server, Server primary, Queries queries, String folder, Context context)
            throws ConnectorException, InterruptedException {
        Map<String, String> counts = new LinkedHashMap<>();
        for (int i = 0; i < queries.names().size(); i++) {
            String name = queries.names().get(i);
            String script = KeepScripts.read(folder, i);
            String user = server.files().runAs();
            Command rows = new Command(
                    user == null ? script : Scripts.as(user, script), Map.of(), null, context.remaining(), LIMIT);
            CommandResult here = context.shell(server.host()).run(rows, Shell.Listener.NONE);
            if (!here.succeeded() || here.truncated()) {
                String why = here.truncated() ? "more than " + LIMIT + " bytes of rows" : here.summary();
                counts.put(name, unknown(name, why, context));
                continue;
            }
            counts.put(name, compare(name, here.output(), primary, queries.all().get(i), context));
        }
        return counts;
    }

    private String compare(String name, String here, Server primary, String sql, Context context)
            throws InterruptedException {
        try {
            String there = sessions.begin(primary, context.remaining(), connection -> copy(connection, sql))
                    .await();
            List<String> twice = twice(here, there);
            List<String> some = twice.subList(0, Math.min(NAMED, twice.size()));
            context.read(name, twice.isEmpty() ? "0" : "%d, such as %s".formatted(twice.size(), some));
            return Integer.toString(twice.size());
        } catch (ConnectorException e) {
            return unknown(name, String.valueOf(e.getMessage()), context);
        }
    }

    private static String unknown(String name, String why, Context context) {
        context.read(name, "not counted: " + why);
        return "unknown";
    }

    /** What {@code copy (sql) to stdout} would write. */
    private static String copy(Connection connection, String sql) throws SQLException {
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local timezone = 'UTC'");
            statement.execute("set local datestyle = 'ISO'");
            try (ResultSet rows = statement.executeQuery(sql)) {
                return text(rows);
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
            connection.setReadOnly(false);
        }
    }

    private static String text(ResultSet rows) throws SQLException {
        StringBuilder text = new StringBuilder();
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            for (int column = 1; column <= columns; column++) {
                text.append(column > 1 ? "\t" : "").append(escaped(rows.getString(column)));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String escaped(@Nullable String value) {
        if (value == null) {
            return "\\N";
        }
        return value.replace("\\", "\\\\")
                .replace("\b", "\\b")
                .replace("\f", "\\f")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t")
                .replace("\u000B", "\\v");
    }

    /** The first columns that stand on both sides, each with something that the other side does not have. */
    static List<String> twice(String here, String there) {
        Map<String, Set<String>> ours = rows(here);
        Map<String, Set<String>> theirs = rows(there);
        List<String> twice = new ArrayList<>();
        ours.forEach((key, own) -> {
            Set<String> other = theirs.getOrDefault(key, Set.of());
            boolean onBoth = !other.isEmpty();
            if (onBoth && !other.containsAll(own) && !own.containsAll(other)) {
                twice.add(key);
            }
        });
        twice.sort(null);
        return twice;
    }

    /** Lines as {@code copy} writes them, by their first column. */
    private static Map<String, Set<String>> rows(String text) {
        Map<String, Set<String>> rows = new HashMap<>();
        text.lines().forEach(line -> {
            int tab = line.indexOf('\t');
            String key = tab < 0 ? line : line.substring(0, tab);
            rows.computeIfAbsent(key, any -> new HashSet<>()).add(line.substring(tab + 1));
        });
        return rows;
    }
}
