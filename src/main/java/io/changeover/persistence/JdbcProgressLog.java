package io.changeover.persistence;

import io.changeover.application.port.ProgressLog;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * What is printed by hundreds of operations at once is written by one thread, row by row: a transaction over several could
 * stand in the way of the journal. After each round it rests for much longer than the round took, so that the database is
 * the journal's.
 */
@Component
final class JdbcProgressLog implements ProgressLog, DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcProgressLog.class);
    private static final int SHOWN = 8_000;
    private static final long APART_MILLIS = 700;
    private static final int REST = 4;

    private final JdbcTemplate jdbc;
    private final Set<Followed> followed = new LinkedHashSet<>();
    private boolean going;
    /** At the end of the server it takes nothing more, and nobody minds. */
    private final ScheduledExecutorService writer = new ScheduledThreadPoolExecutor(
            1,
            work -> {
                Thread thread = new Thread(work, "progress");
                thread.setDaemon(true);
                return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());

    JdbcProgressLog(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Whoever tells may be interrupted at any moment, and an interrupt while H2 writes closes its file for everybody. */
    @Override
    public void told(String operation, String text) {
        writer.execute(() -> {
            try {
                jdbc.update(
                        "update operation set message = ? where id = ? and state = 'RUNNING'",
                        Columns.head(text, 4000),
                        operation);
            } catch (RuntimeException e) {
                LOG.debug("operation={} progress not written", operation, e);
            }
        });
    }

    @Override
    public Runnable follow(String operation, Supplier<String> printed) {
        Followed one = new Followed(operation, printed);
        synchronized (followed) {
            followed.add(one);
            if (!going) {
                going = true;
                again(APART_MILLIS);
            }
        }
        return () -> {
            synchronized (followed) {
                followed.remove(one);
            }
        };
    }

    private void again(long millis) {
        writer.schedule(this::round, millis, TimeUnit.MILLISECONDS);
    }

    private void round() {
        long begun = System.nanoTime();
        List<Followed> now;
        synchronized (followed) {
            now = List.copyOf(followed);
        }
        now.stream().filter(one -> one.lasts(begun)).forEach(this::write);
        synchronized (followed) {
            going = !followed.isEmpty();
            if (going) {
                long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
                again(Math.max(APART_MILLIS, REST * took));
            }
        }
    }

    private void write(Followed one) {
        try {
            String output = Columns.tail(one.printed.get(), SHOWN);
            if (!output.equals(one.shown)) {
                jdbc.update(
                        "update operation set output = ? where id = ? and state = 'RUNNING'", output, one.operation);
                one.shown = output;
            }
        } catch (RuntimeException e) {
            // Whatever it was, neither the others nor the next round are to be missed for it.
            LOG.debug("operation={} what it prints is not written", one.operation, e);
        }
    }

    /** An operation under way. What was shown of it is of the writing thread alone. */
    private static final class Followed {
        private final String operation;
        private final Supplier<String> printed;
        private final long since = System.nanoTime();
        private String shown = "";

        Followed(String operation, Supplier<String> printed) {
            this.operation = operation;
            this.printed = printed;
        }

        boolean lasts(long now) {
            return now - since >= TimeUnit.MILLISECONDS.toNanos(APART_MILLIS);
        }
    }

    @Override
    public void destroy() {
        writer.shutdownNow();
    }
}
