package io.changeover.persistence;

import io.changeover.domain.run.RunId;
import io.changeover.domain.run.StepRecord;
import io.changeover.domain.run.StepState;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Rows of the table {@code step}. */
final class StepRows {
    static final String INSERT = "insert into step (id, run, number, execution, process, activity, name, group_name,"
            + " state, claim, started_at, ended_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private StepRows() {}

    static Object[] values(StepRecord step) {
        return new Object[] {
            step.id(),
            step.run().value(),
            step.number(),
            step.execution(),
            step.process(),
            step.activity(),
            step.name(),
            step.group().orElse(null),
            step.state().name(),
            step.claim(),
            Columns.time(step.startedAt()),
            Columns.time(step.endedAt())
        };
    }

    static StepRecord step(ResultSet row, int number) throws SQLException {
        return new StepRecord(
                row.getString("id"),
                new RunId(row.getString("run")),
                row.getInt("number"),
                row.getString("execution"),
                row.getString("process"),
                row.getString("activity"),
                row.getString("name"),
                Columns.optional(row, "group_name"),
                StepState.valueOf(row.getString("state")),
                row.getInt("claim"),
                Columns.instant(row, "started_at"),
                Columns.optionalInstant(row, "ended_at"));
    }
}
