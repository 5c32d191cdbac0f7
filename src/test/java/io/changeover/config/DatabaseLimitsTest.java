package io.changeover.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.changeover.persistence.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DatabaseLimitsTest {
    @Test
    void aDatabaseThatFallsSilentIsGivenUpAfterAMinuteOrWhatTheUrlSays() throws Exception {
        try (PostgresServer server = PostgresServer.start()) {
            assertThat(limit(server.url())).isEqualTo(60_000);
            assertThat(limit(server.url() + "?socketTimeout=7")).isEqualTo(7_000);
        }
    }

    private static int limit(String url) throws SQLException {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(url);
            pool.setUsername(PostgresServer.USER);
            new DatabaseLimits().postProcessBeforeInitialization(pool, "dataSource");
            try (Connection connection = pool.getConnection()) {
                return connection.getNetworkTimeout();
            }
        }
    }
}
