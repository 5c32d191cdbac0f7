package io.changeover.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.persistence.PostgresServer;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class DatabaseLimitsTest {
    @Test
    void aDatabaseThatFallsSilentIsGivenUpAfterAMinuteOrWhatTheUrlSays() throws Exception {
        try (PostgresServer server = PostgresServer.start()) {
            assertThat(limit(server.url())).isEqualTo(60_000);
            assertThat(limit(server.url() + "?socketTimeout=7")).isEqualTo(7_000);
        }
    }

    private static int limit(String url) {
        AtomicInteger limit = new AtomicInteger();
        new ApplicationContextRunner()
                .withUserConfiguration(DatabaseLimits.class)
                .withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
                .withPropertyValues("spring.datasource.url=" + url, "spring.datasource.username=" + PostgresServer.USER)
                .run(context -> {
                    try (Connection connection =
                            context.getBean(DataSource.class).getConnection()) {
                        limit.set(connection.getNetworkTimeout());
                    }
                });
        return limit.get();
    }
}
