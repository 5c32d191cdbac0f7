package io.changeover.connector.ssh;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Host;
import io.changeover.connector.spi.Shell;
import io.changeover.connector.spi.Shells;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Shells over SSH. Connections are kept per user, address and port, shared by all shells, and each carries several
 * commands at once; what logs in with other keys under the same user shares them too. Host keys must stand in the host's
 * {@code knownHosts}, or without that setting in {@code ~/.ssh/known_hosts}; they are never learned.
 *
 * <p>A command runs under {@code /bin/sh}, without a terminal, in a process group of its own. It has ended when its shell
 * has, even if something it started goes on, as long as that is silent. On a time limit or an interrupt its whole group
 * gets a TERM and, a second later, a KILL; what runs there as another user can only be ended if the login may do so.
 */
public final class SshShells implements Shells {
    private static final Duration LONGEST_OPENING = Duration.ofSeconds(5);

    private final SshOptions options;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ThreadPoolExecutor threads;
    private final ScheduledThreadPoolExecutor sweeper;
    private final Dialer dialer;
    private final Map<String, ConnectionPool> pools = new ConcurrentHashMap<>();

    /** Shells with the default limits. */
    public SshShells() {
        this(SshOptions.defaults());
    }

    /** Shells with these limits. */
    public SshShells(SshOptions options) {
        this.options = options;
        ThreadFactory factory = task -> {
            Thread thread = new Thread(task, "ssh");
            thread.setDaemon(true);
            return thread;
        };
        threads = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
        sweeper = new ScheduledThreadPoolExecutor(1, factory);
        dialer = new Dialer(this);
        long period = Math.max(options.idleClose().toMillis() / 4, 10);
        sweeper.scheduleWithFixedDelay(this::closeIdle, period, period, TimeUnit.MILLISECONDS);
    }

    @Override
    public Shell on(Host host) {
        return new SshShell(host, this);
    }

    @Override
    public void close() {
        closed.countDown();
        sweeper.shutdownNow();
        pools.values().forEach(ConnectionPool::close);
    }

    private void closeIdle() {
        long since = System.nanoTime() - options.idleClose().toNanos();
        pools.values().forEach(pool -> pool.closeIdle(since));
    }

    SshOptions options() {
        return options;
    }

    /** How long a channel may take to open: a connection that does not answer for that long is taken for dead. */
    Duration opening() {
        return options.connectTimeout().compareTo(LONGEST_OPENING) < 0 ? options.connectTimeout() : LONGEST_OPENING;
    }

    Executor threads() {
        return threads;
    }

    ConnectionPool pool(Login login) throws ConnectorException {
        if (closed.getCount() == 0) {
            throw closedFault(login);
        }
        ConnectionPool pool = pools.computeIfAbsent(login.key(), key -> new ConnectionPool(options, dialer));
        if (closed.getCount() == 0) {
            pool.close();
        }
        return pool;
    }

    /** Waits, and fails when all is closed meanwhile. */
    void pause(int millis, Login login) throws ConnectorException, InterruptedException {
        if (closed.await(millis, TimeUnit.MILLISECONDS)) {
            throw closedFault(login);
        }
    }

    static ConnectorException closedFault(Login login) {
        return ConnectorException.transientFault(
                "SSH_UNREACHABLE", login.place() + ": this server is stopping and opens no more connections");
    }
}
