package io.changeover.persistence;

import com.fasterxml.jackson.core.type.TypeReference;
import io.changeover.application.port.FreeSteps;
import io.changeover.domain.run.FreeStep;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class JdbcFreeSteps implements FreeSteps {
    private static final TypeReference<Map<String, String>> TEXT_MAP = new TypeReference<>() {};

    private final JdbcClient jdbc;

    JdbcFreeSteps(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void insert(String step, FreeStep drawn) {
        jdbc.sql("insert into free_step (step, drawn) values (?, ?)")
                .params(step, Columns.json(new TreeMap<>(drawn.drawn())))
                .update();
    }

    @Override
    public Optional<FreeStep> find(String step) {
        return jdbc.sql("select drawn from free_step where step = ?")
                .param(step)
                .query((row, number) -> new FreeStep(Columns.json(row.getString("drawn"), TEXT_MAP)))
                .optional();
    }
}
