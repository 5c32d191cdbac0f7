package io.changeover.persistence;

import io.changeover.application.port.ProgressLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class JdbcProgressLog implements ProgressLog {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcProgressLog.class);

    private final JdbcClient jdbc;

    JdbcProgressLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void told(String operation, String text) {
        try {
            jdbc.sql("update operation set message = ? where id = ? and state = 'RUNNING'")
                    .params(Columns.head(text, 4000), operation)
                    .update();
        } catch (DataAccessException e) {
            LOG.debug("operation={} progress not written", operation, e);
        }
    }
}
