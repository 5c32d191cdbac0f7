package io.changeover.connector.postgresql;

import io.changeover.connector.spi.ConnectorException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a standby receives its log from a primary, as both of them see it.
 *
 * @param receiver the state of the standby's receiver, or {@code none}
 * @param sender host and port the standby receives from, or {@code none}
 * @param fromPrimary whether that is the primary asked about
 * @param seen how many standbys the primary streams to
 */
record Streaming(String receiver, String sender, boolean fromPrimary, int seen) {
    private static final String NONE = "none";

    /** Reads both sides. */
    static Streaming read(Sessions sessions, Server standby, Server primary) throws ConnectorException {
        Streaming one = sessions.with(standby, Sessions.SHORT, connection -> receiver(connection, primary));
        String count = sessions.value(primary, "select count(*) from pg_stat_replication where state = 'streaming'");
        return new Streaming(one.receiver, one.sender, one.fromPrimary, count == null ? 0 : Integer.parseInt(count));
    }

    private static Streaming receiver(Connection connection, Server primary) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select status, sender_host, sender_port from pg_stat_wal_receiver")) {
            if (!row.next()) {
                return new Streaming(NONE, NONE, false, 0);
            }
            String host = row.getString(2);
            int port = row.getInt(3);
            boolean same = host != null && port == primary.following().port() && sameHost(host, primary);
            return new Streaming(String.valueOf(row.getString(1)), host + ":" + port, same, 0);
        }
    }

    private static boolean sameHost(String host, Server primary) {
        if (host.equals(primary.following().address())
                || host.equals(primary.login().address())) {
            return true;
        }
        Set<InetAddress> wanted = new HashSet<>(addresses(primary.following().address()));
        wanted.addAll(addresses(primary.login().address()));
        wanted.retainAll(addresses(host));
        return !wanted.isEmpty();
    }

    private static Set<InetAddress> addresses(String host) {
        try {
            return new HashSet<>(Arrays.asList(InetAddress.getAllByName(host)));
        } catch (UnknownHostException e) {
            return Set.of();
        }
    }

    /** Whether the log flows, by both views. */
    boolean flows() {
        return receiver.equals("streaming") && fromPrimary && seen > 0;
    }

    /** What is wrong, as a failure that may pass. */
    ConnectorException broken(Server standby, Server primary, @Nullable String more) {
        return ConnectorException.transientFault(
                "PG_NOT_STREAMING",
                "%s: wanted it to stream from %s, found receiver '%s' from %s, and %d standbys seen by the primary%s"
                        .formatted(standby, primary, receiver, sender, seen, more == null ? "" : "; " + more));
    }
}
