package io.changeover.notify;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends an exchange when its time is over, however the other side behaves: what it holds open is closed. Thread-safe. */
final class TimeLimit {
    private final ExecutorService threads;
    private final Duration limit;

    TimeLimit(ExecutorService threads, Duration limit) {
        this.threads = threads;
        this.limit = limit;
    }

    Duration limit() {
        return limit;
    }

    /** What an exchange holds open. */
    static final class Open {
        private final Set<Closeable> parts = ConcurrentHashMap.newKeySet();
        private volatile boolean over;

        void add(Closeable part) {
            parts.add(part);
            if (over) {
                close(part);
            }
        }

        private void end() {
            over = true;
            parts.forEach(Open::close);
        }

        private static void close(Closeable part) {
            try {
                part.close();
            } catch (IOException e) {
                // It was closed already, which is what is wanted.
                return;
            }
        }
    }

    /** An exchange with another machine. */
    interface Exchange<T> {
        T make(Open open) throws Exception;
    }

    /**
     * Makes the exchange in a thread of its own.
     *
     * @throws TimeoutException when its time is over
     * @throws ExecutionException with what the exchange threw
     */
    <T> T within(Exchange<T> exchange) throws InterruptedException, ExecutionException, TimeoutException {
        Open open = new Open();
        Callable<T> task = () -> exchange.make(open);
        Future<T> future = threads.submit(task);
        try {
            return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            future.cancel(true);
            open.end();
        }
    }
}
