package io.changeover.connector.postgresql;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** ESTIMATE: what would be lost with the primary, as the standby alone can tell. */
final class Estimate {
    /** Since the standby was started; nothing where it has replayed no commit since then. */
    private static final String LAST_COMMIT =
            "select (extract(epoch from pg_last_xact_replay_timestamp()) * 1000)::bigint";

    private static final String RECEIPT =
            "select (extract(epoch from last_msg_receipt_time) * 1000)::bigint from pg_stat_wal_receiver";

    private final Sessions sessions;

    Estimate(Sessions sessions) {
        this.sessions = sessions;
    }

    /**
     * Whatever was committed after the last commit that is here may be lost, so the age of that commit is the most that
     * can be lost as time. How many bytes that is, only the primary knew.
     */
    Result estimate(Request request, Context context) throws ConnectorException {
        Server standby = Server.of(request.target());
        Duration limit = Sessions.within(context.remaining());
        Standing here = Standing.read(sessions, standby, limit).require(Standing.STANDBY, standby);
        Times times = sessions.with(standby, limit, Times::read);
        context.read("role", here.role());
        context.read("received", String.valueOf(here.received()));
        context.read("replayed", here.replayedOrNone().toString());
        times.receipt().ifPresent(at -> context.read("last message of the primary", at.toString()));
        Result result = Result.unchanged(message(standby, here, times))
                .with("received", String.valueOf(here.received()))
                .with("replayed", here.replayedOrNone().toString());
        Optional<Instant> commit = times.commit();
        if (commit.isEmpty()) {
            return result;
        }
        context.read("last commit", commit.get().toString());
        Duration age = Duration.between(commit.get(), context.clock().instant());
        return result.with("heldUntil", commit.get().toString())
                .with("lagMillis", Long.toString(Math.max(1, age.toMillis())));
    }

    private static String message(Server standby, Standing here, Times times) {
        String receipt = times.receipt()
                .map(at -> "; its primary was heard of last at " + at)
                .orElse("; its primary is not heard of");
        String until = times.commit().map(at -> "every commit until " + at).orElse("commits of an unknown time");
        return "%s holds %s, up to %s%s".formatted(standby, until, here.held(), receipt);
    }

    /** Up to when the server holds commits of the one that it followed; empty where that is not known. */
    static Optional<Instant> lastCommit(Sessions sessions, Server server) throws ConnectorException {
        return sessions.with(server, Sessions.SHORT, Times::read).commit();
    }

    private record Times(Optional<Instant> commit, Optional<Instant> receipt) {
        static Times read(Connection connection) throws SQLException {
            return new Times(time(connection, LAST_COMMIT), time(connection, RECEIPT));
        }

        private static Optional<Instant> time(Connection connection, String sql) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                @Nullable String millis = row.next() ? row.getString(1) : null;
                return Optional.ofNullable(millis).map(Long::parseLong).map(Instant::ofEpochMilli);
            }
        }
    }
}
