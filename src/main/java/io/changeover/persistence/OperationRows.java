package io.changeover.persistence;

import com.fasterxml.jackson.core.type.TypeReference;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.connector.spi.Reading;
import io.changeover.connector.spi.Verdict;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.site.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Rows of the table {@code operation}. */
final class OperationRows {
    static final String INSERT = "insert into operation (id, step, number, rank_no, operation, target, check_no, site,"
            + " host, state, attempts, readings, outputs, output) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    static final String BEGIN = "update operation set state = 'RUNNING', started_at = ? where id = ?";
    static final String END = "update operation set state = ?, outcome = ?, verdict = ?, error_code = ?, message = ?,"
            + " attempts = ?, readings = ?, outputs = ?, output = ?, ended_at = ? where id = ?";
    private static final int READINGS = 200;
    private static final TypeReference<List<Reading>> READING_LIST = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> TEXT_MAP = new TypeReference<>() {};

    private OperationRows() {}

    static Object[] insertValues(OperationRecord operation) {
        return new Object[] {
            operation.id(),
            operation.step(),
            operation.number(),
            operation.rank(),
            operation.operation().name(),
            operation.target(),
            operation.check(),
            operation.site().value(),
            operation.host().orElse(null),
            operation.state().name(),
            operation.attempts(),
            "[]",
            "{}",
            ""
        };
    }

    static Object[] endValues(OperationRecord operation) {
        List<Reading> readings = operation.readings();
        List<Reading> kept = readings.subList(Math.max(0, readings.size() - READINGS), readings.size());
        return new Object[] {
            operation.state().name(),
            Columns.name(operation.outcome()),
            Columns.name(operation.verdict()),
            operation.errorCode().orElse(null),
            operation.message().map(text -> Columns.head(text, 4000)).orElse(null),
            operation.attempts(),
            kept.isEmpty() ? "[]" : Columns.json(kept),
            operation.outputs().isEmpty() ? "{}" : Columns.json(operation.outputs()),
            Columns.tail(operation.output(), 32_000),
            Columns.time(operation.endedAt()),
            operation.id()
        };
    }

    static OperationRecord operation(ResultSet row, int number) throws SQLException {
        String readings = row.getString("readings");
        String outputs = row.getString("outputs");
        return new OperationRecord(
                row.getString("id"),
                row.getString("step"),
                row.getInt("number"),
                row.getInt("rank_no"),
                Operation.valueOf(row.getString("operation")),
                row.getString("target"),
                row.getInt("check_no"),
                new SiteId(row.getString("site")),
                Columns.optional(row, "host"),
                OperationState.valueOf(row.getString("state")),
                Columns.optional(row, "outcome", Outcome.class),
                Columns.optional(row, "verdict", Verdict.class),
                Columns.optional(row, "error_code"),
                Columns.optional(row, "message"),
                row.getInt("attempts"),
                readings.equals("[]") ? List.of() : Columns.json(readings, READING_LIST),
                outputs.equals("{}") ? Map.of() : Columns.json(outputs, TEXT_MAP),
                row.getString("output"),
                Columns.optionalInstant(row, "started_at"),
                Columns.optionalInstant(row, "ended_at"));
    }
}
