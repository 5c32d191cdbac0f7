package io.changeover.config;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * How long the server waits for its own PostgreSQL database: a host that vanishes without a word would otherwise hold a thread
 * for ever, and with it the journal. What the URL says of the same comes first. Thread-safe.
 */
@Component
final class DatabaseLimits implements BeanPostProcessor {
    /** In seconds; longer than any statement of the server takes. */
    private static final Map<String, String> LIMITS =
            Map.of("connectTimeout", "5", "socketTimeout", "60", "tcpKeepAlive", "true");

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool
                && pool.getJdbcUrl() != null
                && pool.getJdbcUrl().startsWith("jdbc:postgresql:")) {
            LIMITS.forEach((limit, value) -> pool.getDataSourceProperties().putIfAbsent(limit, value));
        }
        return bean;
    }
}
