package io.changeover.connector.postgresql;

import io.changeover.connector.spi.Connector;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Descriptor;
import io.changeover.connector.spi.Field;
import io.changeover.connector.spi.Field.Type;
import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import io.changeover.connector.spi.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Asks a PostgreSQL server one question in a read-only transaction. The answer is yes if there is a row and, where a
 * value is expected, its first column is that value as text ({@code t} and {@code f} for truth values). Or runs statements
 * as a hook. Thread-safe.
 */
public final class SqlCheck implements Connector {
    private static final List<Field> LOGIN = List.of(
            Field.optional("port", Type.PORT, "5432", "TCP port of the server."),
            Field.optional("database", Type.TEXT, "postgres", "Database to log in to."),
            Field.required("user", Type.TEXT, "Database user."),
            Field.optional("password", Type.SECRET, "Password of that user."),
            Field.optional("sslmode", Type.TEXT, "prefer", "TLS of the connection.")
                    .oneOf("disable", "allow", "prefer", "require", "verify-ca", "verify-full"));
    private static final List<Field> CHECK = fields(
            Field.required("sql", Type.TEXT, "Query to ask; it cannot change anything."),
            Field.optional("expect", Type.TEXT, "First column of the first row; any row will do without it."),
            Field.optional("timeout", Type.DURATION, "5s", "Time after which no answer is a no."));
    private static final List<Field> CALL = fields(
            Field.required("sql", Type.TEXT, "Statements to run, all of them in one transaction."),
            Field.optional("timeout", Type.DURATION, "30s", "Time after which no answer is a failure."));

    private final Sessions sessions = new Sessions();

    private static List<Field> fields(Field... own) {
        return Stream.concat(Stream.of(own), LOGIN.stream()).toList();
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                "sql",
                "Answer of a PostgreSQL query, or statements that are run",
                Set.of(Operation.CHECK, Operation.CALL),
                Map.of(Kind.CHECK, CHECK, Kind.HOOK, CALL));
    }

    @Override
    public Result execute(Request request, Context context) throws ConnectorException {
        if (request.operation() != Operation.CHECK && request.operation() != Operation.CALL) {
            throw ConnectorException.permanent("OPERATION_UNKNOWN", "sql has no operation " + request.operation());
        }
        Settings settings = request.settings();
        Login login = new Login(
                request.target().requiredHost().address(),
                settings.integer("port", 5432),
                settings.text("database", "postgres"),
                settings.text("user"),
                settings.find("password").orElse(null),
                settings.text("sslmode", "prefer"));
        if (request.operation() == Operation.CALL) {
            return new SqlCall(sessions, login, request, context).execute();
        }
        String place = "%s (%s:%d)".formatted(request.target(), login.address(), login.port());
        Duration limit = settings.duration("timeout", Sessions.SHORT);
        String sql = settings.text("sql");
        List<String> found = sessions.with(place, login, limit, connection -> ask(connection, sql));
        String shown = found.isEmpty() ? "no row" : "'" + found.get(0) + "'";
        context.read("answer", shown);
        String wanted = settings.find("expect").orElse(null);
        if (found.isEmpty() || wanted != null && !wanted.equals(found.get(0))) {
            throw ConnectorException.transientFault(
                    "CHECK_FAILED",
                    "%s: wanted %s from '%s', found %s"
                            .formatted(place, wanted == null ? "a row" : "'" + wanted + "'", sql, shown));
        }
        return Result.unchanged("%s answers %s".formatted(place, shown)).with("answer", found.get(0));
    }

    private static List<String> ask(Connection connection, String sql) throws SQLException {
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? List.of(String.valueOf(rows.getString(1))) : List.of();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
            connection.setReadOnly(false);
        }
    }

    @Override
    public void close() {
        sessions.close();
    }
}
