package io.changeover.connector.postgresql;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import io.changeover.connector.spi.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Statements as a hook, all of them in one transaction. There is no state to read: either all was committed, or nothing,
 * or, where the connection was lost, it is not known.
 */
final class SqlCall {
    private final Sessions sessions;
    private final Login login;
    private final Request request;
    private final Context context;

    SqlCall(Sessions sessions, Login login, Request request, Context context) {
        this.sessions = sessions;
        this.login = login;
        this.request = request;
        this.context = context;
    }

    Result execute() throws ConnectorException {
        Settings settings = request.settings();
        String place = "%s (%s:%d)".formatted(request.target(), login.address(), login.port());
        if (request.dryRun()) {
            context.read("rows", "not run");
            return Result.wouldChange("%s: would run it".formatted(place));
        }
        Duration own = settings.duration("timeout", Duration.ofSeconds(30));
        Duration left = context.remaining();
        AtomicBoolean sent = new AtomicBoolean();
        long rows;
        try {
            rows = sessions.with(
                    place, login, own.compareTo(left) < 0 ? own : left, one -> run(one, settings.text("sql"), sent));
        } catch (ConnectorException e) {
            boolean lost = e.code().equals(SqlFaults.UNREACHABLE) && sent.get();
            throw lost ? ConnectorException.unknown("SQL_UNANSWERED", String.valueOf(e.getMessage()), e) : e;
        }
        context.read("rows", String.valueOf(rows));
        return Result.changed("%s: committed, %d rows changed".formatted(place, rows))
                .with("rows", String.valueOf(rows));
    }

    private static long run(Connection connection, String sql, AtomicBoolean sent) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            sent.set(true);
            long rows = 0;
            boolean table = statement.execute(sql);
            while (table || statement.getLargeUpdateCount() >= 0) {
                rows += table ? 0 : statement.getLargeUpdateCount();
                table = statement.getMoreResults();
            }
            connection.commit();
            return rows;
        } catch (SQLException e) {
            if (!SqlFaults.lost(e)) {
                connection.rollback();
            }
            throw e;
        } finally {
            if (!connection.isClosed()) {
                connection.setAutoCommit(true);
            }
        }
    }
}
