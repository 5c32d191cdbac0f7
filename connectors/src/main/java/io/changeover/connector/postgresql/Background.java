package io.changeover.connector.postgresql;

import io.changeover.connector.spi.ConnectorException;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

/** SQL under way in another thread, so that whoever waits for it can be woken. */
final class Background<T> {
    private final AtomicReference<Connection> connection = new AtomicReference<>();
    private final Sessions sessions;
    private final Future<T> future;

    Background(ExecutorService threads, Sessions sessions, Server server, Duration limit, Sessions.Work<T> work) {
        this.sessions = sessions;
        this.future = threads.submit(() -> sessions.with(server, limit, open -> {
            connection.set(open);
            return work.run(open);
        }));
    }

    /** Gives the connection up; the server may still finish its work. */
    void giveUp() {
        Connection open = connection.get();
        if (open != null) {
            sessions.abort(open);
        }
    }

    /** Waits for the end. When interrupted, the connection is given up; the server may still finish its work. */
    T await() throws ConnectorException, InterruptedException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            giveUp();
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ConnectorException fault) {
                throw fault;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
