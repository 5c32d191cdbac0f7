package io.changeover.config;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Lets the nodes of one PostgreSQL start one after the other, as each may find tables, users and runbooks missing and
 * make them. The lock is that of a database session, so a node that dies while it starts does not keep it.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class StartLock extends AbstractProcessEnginePlugin implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(StartLock.class);
    /** The letters of the product's name; any number that nobody else uses would do. */
    private static final long KEY = 0x6368616e67656f76L;

    private final DataSource dataSource;
    private @Nullable Connection holding;

    StartLock(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public synchronized void preInit(ProcessEngineConfigurationImpl configuration) {
        try {
            Connection connection = dataSource.getConnection();
            if (!connection.getMetaData().getURL().startsWith("jdbc:postgresql:")) {
                connection.close(); // an H2 file has one server at a time
                return;
            }
            holding = connection;
            if (!taken(connection)) {
                connection.setNetworkTimeout(Runnable::run, 0); // it may take its time
                LOG.info("another node is starting on this database; going on when it is ready");
                execute(connection, "select pg_advisory_lock(?)");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the database does not tell whether another node is starting", e);
        }
    }

    private static boolean taken(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
            statement.setLong(1, KEY);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, KEY);
            statement.execute();
        }
    }

    @EventListener(ApplicationReadyEvent.class)
    synchronized void ready() throws SQLException {
        if (holding != null) {
            try (Connection connection = holding) {
                execute(connection, "select pg_advisory_unlock(?)");
            }
            holding = null;
        }
    }

    @Override
    public void destroy() throws SQLException {
        ready();
    }
}
