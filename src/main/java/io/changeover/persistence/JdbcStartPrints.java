package io.changeover.persistence;

import io.changeover.application.port.StartPrints;
import io.changeover.domain.run.RunId;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class JdbcStartPrints implements StartPrints {
    private final JdbcClient jdbc;

    JdbcStartPrints(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void keep(RunId run, String print) {
        jdbc.sql("insert into start_print (run, print) values (?, ?)")
                .params(run.value(), print)
                .update();
    }

    @Override
    public Optional<String> of(RunId run) {
        return jdbc.sql("select print from start_print where run = ?")
                .param(run.value())
                .query(String.class)
                .optional();
    }
}
