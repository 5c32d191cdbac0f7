package io.changeover.connector.postgresql;

import io.changeover.connector.spi.ConnectorException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Lowers how long a standby may sleep before it looks for new log, and puts it back. A standby that was told to promote
 * while it slept has been seen to promote only after the whole interval, 5 s by default.
 *
 * <p>The value that was set before is kept by the server itself, in a setting of our own beside it, so that whoever
 * comes next can put it back.
 */
final class RetryInterval {
    private static final String NAME = "wal_retrieve_retry_interval";
    private static final String MARK = "changeover." + NAME;
    private static final String LOW = "50ms";
    private static final int LOW_MILLIS = 50;
    private static final String NOT_SET = "unset";
    private static final String MILLIS = "select setting::int from pg_settings where name = '" + NAME + "'";

    private final Sessions sessions;

    RetryInterval(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Whether it is higher than it should be during a promotion. */
    boolean high(Server server) throws ConnectorException {
        String millis = sessions.value(server, MILLIS);
        return millis != null && Integer.parseInt(millis) > LOW_MILLIS;
    }

    /** Whether {@link #lower} left something to be put back. */
    boolean marked(Server server) throws ConnectorException {
        return sessions.with(server, Sessions.SHORT, connection -> inAutoConf(connection, MARK) != null);
    }

    /** Lowers it. */
    void lower(Server server) throws ConnectorException {
        sessions.with(server, Sessions.SHORT, connection -> {
            if (inAutoConf(connection, MARK) == null) {
                String before = inAutoConf(connection, NAME);
                set(connection, MARK, before == null ? NOT_SET : before);
            }
            set(connection, NAME, LOW);
            return reload(connection);
        });
    }

    /** Puts back what was set before; answers whether there was anything to put back. */
    boolean restore(Server server) throws ConnectorException {
        return sessions.with(server, Sessions.SHORT, connection -> {
            String before = inAutoConf(connection, MARK);
            if (before == null) {
                return false;
            }
            if (before.equals(NOT_SET)) {
                Sessions.execute(connection, "alter system reset " + NAME);
            } else {
                set(connection, NAME, before);
            }
            Sessions.execute(connection, "set " + MARK + " = ''");
            Sessions.execute(connection, "alter system reset " + MARK);
            Sessions.execute(connection, "reset " + MARK);
            return reload(connection);
        });
    }

    private static boolean reload(Connection connection) throws SQLException {
        return Sessions.execute(connection, "select pg_reload_conf()");
    }

    private static void set(Connection connection, String name, String value) throws SQLException {
        String literal = "'" + value.replace("'", "''") + "'";
        if (name.equals(MARK)) {
            // Before version 16 a setting of our own must be known to the session before it can be kept.
            Sessions.execute(connection, "set " + name + " = " + literal);
        }
        Sessions.execute(connection, "alter system set " + name + " = " + literal);
    }

    private static @Nullable String inAutoConf(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select setting from pg_file_settings where name = ? and sourcefile like '%/postgresql.auto.conf'"
                        + " order by seqno desc limit 1")) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }
}
