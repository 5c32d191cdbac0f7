package io.changeover.connector.ssh;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The connections of one login. Thread-safe. */
final class ConnectionPool {
    /** How long nobody logs in again where the server refused it but has connections with us. */
    private static final Duration HELD = Duration.ofSeconds(1);

    private final SshOptions options;
    private final Dialer dialer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Connection> connections = new ArrayList<>();
    private int channels;
    private int dialing;
    private int waiting;
    private int failures;
    private long notBefore = System.nanoTime();
    private boolean closed;
    private @Nullable ConnectorException lastFailure;

    ConnectionPool(SshOptions options, Dialer dialer) {
        this.options = options;
        this.dialer = dialer;
        this.channels = options.channelsPerConnection();
    }

    /**
     * A connection with a free channel, which must be given back. Waits while all are busy; those who wait for a login
     * share its failure, so that a host that does not answer is asked once and not once per command.
     */
    Connection acquire(Login login, Duration limit) throws ConnectorException, InterruptedException {
        long left = limit.toNanos();
        lock.lockInterruptibly();
        try {
            while (true) {
                Connection free = free(login);
                if (free != null) {
                    free.take();
                    return free;
                }
                Connection fresh = mayDial() ? dialed(login) : null;
                if (fresh != null) {
                    return fresh;
                }
                left = waited(login, left);
            }
        } finally {
            lock.unlock();
        }
    }

    private long waited(Login login, long left) throws ConnectorException, InterruptedException {
        if (left <= 0) {
            throw ConnectorException.transientFault(
                    "SSH_UNREACHABLE",
                    "%s: wanted a free channel, found: all of %d connections busy"
                            .formatted(login.place(), connections.size()));
        }
        int before = failures;
        waiting++;
        try {
            long after = changed.awaitNanos(left);
            ConnectorException shared = lastFailure;
            if (failures != before && shared != null && connections.isEmpty()) {
                throw shared;
            }
            return after;
        } finally {
            waiting--;
        }
    }

    private @Nullable Connection free(Login login) throws ConnectorException {
        if (closed) {
            throw SshShells.closedFault(login);
        }
        connections.removeIf(connection -> !connection.usable());
        if (connections.isEmpty()) {
            channels = options.channelsPerConnection();
        }
        for (Connection connection : connections) {
            if (connection.open() < channels) {
                return connection;
            }
        }
        return null;
    }

    private boolean mayDial() {
        boolean held = !connections.isEmpty() && notBefore - System.nanoTime() > 0;
        return !held
                && connections.size() + dialing < options.connectionsPerLogin()
                && waiting >= dialing * (channels - 1);
    }

    /** A new connection, or null where the server takes no more but others can be waited for. */
    private @Nullable Connection dialed(Login login) throws ConnectorException, InterruptedException {
        dialing++;
        Connection connection = null;
        try {
            lock.unlock();
            try {
                connection = dialer.dial(login);
            } finally {
                lock.lock();
            }
            connection.take();
            connections.add(connection);
        } catch (ConnectorException e) {
            failures++;
            lastFailure = e;
            if (e.verdict() == Verdict.PERMANENT || connections.isEmpty()) {
                throw e;
            }
            notBefore = System.nanoTime() + HELD.toNanos();
            return null;
        } finally {
            dialing--;
            changed.signalAll();
        }
        if (closed) {
            connection.session().disconnect();
            throw SshShells.closedFault(login);
        }
        return connection;
    }

    /** Gives a channel back. */
    void release(Connection connection) {
        noted(connection, connection::giveBack);
    }

    /** Gives a channel back and keeps the connection open for a login through it instead. */
    Hop lent(Login login, Connection connection) {
        noted(connection, () -> {
            connection.lend();
            connection.giveBack();
        });
        return new Hop(login, this, connection);
    }

    /** A login through it has ended. */
    void ended(Connection connection) {
        noted(connection, connection::ended);
    }

    /** Takes no more commands and logins over it. */
    void retire(Connection connection) {
        noted(connection, connection::retire);
    }

    private void noted(Connection connection, Runnable change) {
        boolean useless;
        lock.lock();
        try {
            change.run();
            useless = !connection.usable() && connection.idle();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (useless) {
            connection.session().disconnect();
        }
    }

    /** Gives a channel back that the server did not open because there are too many. */
    void refused(Connection connection) {
        unusable(connection, false);
    }

    /** Gives a channel back over which nothing answers. */
    void silent(Connection connection) {
        unusable(connection, true);
    }

    private void unusable(Connection connection, boolean retire) {
        lock.lock();
        try {
            boolean alone = connection.open() == 1;
            if (alone || retire) {
                connection.retire();
            } else {
                channels = Math.min(channels, connection.open() - 1);
            }
        } finally {
            lock.unlock();
        }
        release(connection);
    }

    /** Closes what was not used since then. */
    void closeIdle(long nanoTime) {
        close(nanoTime, false);
    }

    /** Closes everything, also what is in use. */
    void close() {
        close(0, true);
    }

    private void close(long nanoTime, boolean all) {
        List<Connection> ending = new ArrayList<>();
        lock.lock();
        try {
            closed |= all;
            for (Connection connection : connections) {
                if (all || connection.idleSince(nanoTime)) {
                    connection.retire();
                    ending.add(connection);
                }
            }
            connections.removeAll(ending);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        ending.forEach(connection -> connection.session().disconnect());
    }
}
