package io.changeover.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;

/** What one transaction commits is seen whole by whoever reads after it, with the options of the shipped URL. */
class H2ReadTest {
    private static final int CHANGES = 300;

    @TempDir
    private Path folder;

    @Test
    void aReaderNeverSeesTheFirstHalfOfACommitWithoutTheSecond() throws Exception {
        try (Connection writer = DriverManager.getConnection(url());
                Connection reader = DriverManager.getConnection(url())) {
            execute(writer, "create table first_half (id int primary key, v int)");
            execute(writer, "create table second_half (id int primary key, v int)");
            execute(writer, "insert into first_half values (1, 0)");
            execute(writer, "insert into second_half values (1, 0)");
            AtomicBoolean end = new AtomicBoolean();
            CompletableFuture<Integer> stale = CompletableFuture.supplyAsync(() -> staleReads(reader, end));
            writer.setAutoCommit(false);
            for (int i = 1; i <= CHANGES; i++) {
                execute(writer, "update first_half set v = " + i);
                execute(writer, "update second_half set v = " + i);
                writer.commit();
            }
            end.set(true);

            assertThat(stale.join())
                    .as("reads of the second half that were older than the first")
                    .isZero();
        }
    }

    private static int staleReads(Connection reader, AtomicBoolean end) {
        int stale = 0;
        try {
            for (int asked = 1; !end.get(); asked++) {
                // The number makes the first question a new one each time, which no cache can answer.
                int first = value(reader, "select v from first_half where id = 1 and ? > 0", asked);
                int second = value(reader, "select v from second_half where id = ?", 1);
                stale += second < first ? 1 : 0;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return stale;
    }

    private static int value(Connection connection, String sql, int parameter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, parameter);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String url() throws IOException {
        Object url = new YamlPropertySourceLoader()
                .load("shipped", new ClassPathResource("application.yml"))
                .get(0)
                .getProperty("spring.datasource.url");
        return String.valueOf(url).replace("${changeover.data-dir}", folder.toString());
    }
}
