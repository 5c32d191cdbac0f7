package io.changeover.connector.postgresql;

import io.changeover.connector.spi.ConnectorException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Role and position of a running server.
 *
 * @param timeline of a primary, what it writes; of a standby, that of its latest restartpoint
 * @param current on a primary, the end of what it has written; null on a standby
 * @param received on a standby, the end of what it has received and flushed, if it ever did
 * @param replayed on a standby, the end of what it has replayed
 */
record Standing(
        boolean standby,
        String systemId,
        int timeline,
        @Nullable Lsn current,
        @Nullable Lsn received,
        @Nullable Lsn replayed) {
    static final String PRIMARY = "primary";
    static final String STANDBY = "standby";

    private static final String SQL = """
            select r, (select system_identifier from pg_control_system()),
                   case when r then (select timeline_id::text from pg_control_checkpoint())
                        else substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) end,
                   case when r then null else pg_current_wal_insert_lsn() end,
                   case when r then pg_last_wal_receive_lsn() end,
                   case when r then pg_last_wal_replay_lsn() end
            from (select pg_is_in_recovery() as r) as role""";

    /** Reads it. */
    static Standing read(Sessions sessions, Server server) throws ConnectorException {
        return read(sessions, server, Sessions.SHORT);
    }

    /** Reads it, within that time. */
    static Standing read(Sessions sessions, Server server, Duration limit) throws ConnectorException {
        return sessions.with(server, limit, connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(SQL)) {
                row.next();
                return of(row);
            }
        });
    }

    private static Standing of(ResultSet row) throws SQLException {
        boolean standby = row.getBoolean(1);
        Lsn current = Lsn.parseNullable(row.getString(4));
        return new Standing(
                standby,
                row.getString(2),
                Integer.parseInt(row.getString(3), standby ? 10 : 16),
                current == null ? null : current.withoutPageHeader(),
                Lsn.parseNullable(row.getString(5)),
                Lsn.parseNullable(row.getString(6)));
    }

    /** {@code primary} or {@code standby}. */
    String role() {
        return standby ? STANDBY : PRIMARY;
    }

    /** How far a standby holds the log: received or replayed, whichever is further. */
    Lsn held() {
        Lsn replay = replayedOrNone();
        return received != null && received.reached(replay) ? received : replay;
    }

    /** The end of what a standby has replayed; 0/0 where it has not replayed anything. */
    Lsn replayedOrNone() {
        return replayed == null ? new Lsn(0) : replayed;
    }

    /** The end of what a primary has written. */
    Lsn written() {
        return Objects.requireNonNull(current, "not a primary");
    }

    /** Passes if the server has that role. */
    Standing require(String wanted, Server server) throws ConnectorException {
        if (!role().equals(wanted)) {
            throw ConnectorException.permanent(
                    "PG_ROLE_WRONG", "%s: wanted a %s, found a %s".formatted(server, wanted, role()));
        }
        return this;
    }

    /** Passes if both servers hold copies of the same data. */
    static void requireSame(Server one, String idOfOne, Server other, String idOfOther) throws ConnectorException {
        if (!idOfOne.equals(idOfOther)) {
            throw ConnectorException.permanent(
                    "PG_SYSTEM_DIFFERS",
                    "%s: wanted a copy of %s with system identifier %s, found %s"
                            .formatted(one, other, idOfOther, idOfOne));
        }
    }
}
