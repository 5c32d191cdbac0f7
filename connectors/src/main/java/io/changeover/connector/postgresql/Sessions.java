package io.changeover.connector.postgresql;

import io.changeover.connector.spi.ConnectorException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Connections to servers, a few kept open for each login. Thread-safe. Every connect and every statement is bounded by
 * the time given; a kept connection that turns out to be gone is replaced without the caller's noticing, so work must
 * be fit to be done twice.
 */
final class Sessions implements AutoCloseable {
    /** For what a healthy server answers at once. */
    static final Duration SHORT = Duration.ofSeconds(5);

    private static final int KEPT = 2;
    private static final long KEPT_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final Map<Login, List<Kept>> kept = new HashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(runnable -> {
        Thread thread = new Thread(runnable, "postgresql-sql");
        thread.setDaemon(true);
        return thread;
    });

    /** Something to do with a connection in autocommit. */
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    private record Kept(Connection connection, long since) {}

    /** Does the work, with an open connection if there is one. */
    <T> T with(Server server, Duration limit, Work<T> work) throws ConnectorException {
        return with(server.name(), server.login(), limit, work);
    }

    /** The same for a bare login; messages call it {@code place}. */
    <T> T with(String place, Login login, Duration limit, Work<T> work) throws ConnectorException {
        try {
            Connection open = take(login);
            if (open != null) {
                try {
                    return use(login, open, limit, work);
                } catch (SQLException e) {
                    if (!SqlFaults.lostAtOnce(e)) {
                        throw e;
                    }
                    drop(login);
                }
            }
            return use(login, connect(login, limit), limit, work);
        } catch (SQLException e) {
            throw SqlFaults.fault(place, e);
        }
    }

    /** The first column of the first row, or null where there is no row or no value. */
    @Nullable
    String value(Server server, String sql) throws ConnectorException {
        return with(server, SHORT, connection -> Optional.ofNullable(value(connection, sql)))
                .orElse(null);
    }

    /** The same on a connection at hand. */
    static @Nullable String value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    /** Runs a statement that answers nothing. */
    static boolean execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }

    /** Does the work in another thread. */
    <T> Background<T> begin(Server server, Duration limit, Work<T> work) {
        return new Background<>(threads, this, server, limit, work);
    }

    /** Whether something takes connections there, within that time. */
    static boolean listens(Login login, Duration limit) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(login.address(), login.port()), (int) limit.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** For what a healthy server answers at once, where less time than usual may be left. */
    static Duration within(Duration left) {
        return left.compareTo(SHORT) < 0 ? left : SHORT;
    }

    /** Makes sure that a connection is ready for what must be fast. */
    void warm(Server server) throws ConnectorException {
        value(server, "select 1");
    }

    private Connection connect(Login login, Duration limit) throws SQLException {
        long millis = Math.max(1, limit.toMillis());
        return DriverManager.getConnection(login.url(), login.properties(millis));
    }

    private <T> T use(Login login, Connection connection, Duration limit, Work<T> work) throws SQLException {
        boolean healthy = false;
        try {
            connection.setNetworkTimeout(threads, (int) Math.min(Integer.MAX_VALUE, Math.max(1, limit.toMillis())));
            T result = work.run(connection);
            healthy = true;
            return result;
        } catch (SQLException e) {
            healthy = !SqlFaults.lost(e);
            throw e;
        } finally {
            if (healthy) {
                keep(login, connection);
            } else {
                quietly(connection);
            }
        }
    }

    private synchronized @Nullable Connection take(Login login) {
        List<Kept> list = kept.getOrDefault(login, List.of());
        while (!list.isEmpty()) {
            Kept last = list.remove(list.size() - 1);
            if (System.nanoTime() - last.since() < KEPT_NANOS) {
                return last.connection();
            }
            quietly(last.connection());
        }
        return null;
    }

    private synchronized void keep(Login login, Connection connection) {
        List<Kept> list = kept.computeIfAbsent(login, key -> new ArrayList<>());
        if (list.size() < KEPT && !threads.isShutdown()) {
            list.add(new Kept(connection, System.nanoTime()));
        } else {
            quietly(connection);
        }
    }

    /** Forgets the kept connections of a login: the server they were made to is gone. */
    synchronized void drop(Login login) {
        List<Kept> list = kept.remove(login);
        if (list != null) {
            list.forEach(each -> quietly(each.connection()));
        }
    }

    void abort(Connection connection) {
        try {
            connection.abort(threads);
        } catch (SQLException e) {
            quietly(connection);
        }
    }

    private static void quietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException ignored) {
            // A connection that cannot be closed is one that is closed.
        }
    }

    @Override
    public synchronized void close() {
        threads.shutdown();
        List.copyOf(kept.keySet()).forEach(this::drop);
    }
}
