package io.changeover.persistence;

import io.changeover.application.port.ProgressLog;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * What is printed by hundreds of operations at once is written by one thread, row by row: a transaction over several could
 * stand in the way of the journal.
 */
@Component
final class JdbcProgressLog implements ProgressLog, DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcProgressLog.class);
    private static final int SHOWN = 8_000;
    private static final long APART_MILLIS = 500;

    private final JdbcTemplate jdbc;
    private final Map<String, String> printed = new HashMap<>();
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "progress");
        thread.setDaemon(true);
        return thread;
    });

    JdbcProgressLog(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void told(String operation, String text) {
        try {
            jdbc.update(
                    "update operation set message = ? where id = ? and state = 'RUNNING'",
                    Columns.head(text, 4000),
                    operation);
        } catch (DataAccessException e) {
            LOG.debug("operation={} progress not written", operation, e);
        }
    }

    @Override
    public void printed(String operation, String output) {
        synchronized (printed) {
            if (printed.isEmpty() && !writer.isShutdown()) {
                writer.schedule(this::write, APART_MILLIS, TimeUnit.MILLISECONDS);
            }
            printed.put(operation, Columns.tail(output, SHOWN));
        }
    }

    private void write() {
        Map<String, String> rows;
        synchronized (printed) {
            rows = Map.copyOf(printed);
            printed.clear();
        }
        try {
            rows.forEach((operation, output) -> jdbc.update(
                    "update operation set output = ? where id = ? and state = 'RUNNING'", output, operation));
        } catch (DataAccessException e) {
            LOG.debug("operations={} what they print is not written", rows.size(), e);
        }
    }

    @Override
    public void destroy() {
        writer.shutdownNow();
    }
}
