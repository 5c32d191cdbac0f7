package io.changeover.persistence;

import io.changeover.application.port.DecisionStore;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.RunId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class JdbcDecisionStore implements DecisionStore {
    private final JdbcClient jdbc;

    JdbcDecisionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void insert(Decision decision) {
        jdbc.sql("insert into decision (task, run, kind, step, question, evidence, choices, group_name, asked_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        decision.task(),
                        decision.run().value(),
                        decision.kind().name(),
                        decision.step().orElse(null),
                        Columns.head(decision.question(), 2000),
                        Columns.head(String.join("\n", decision.evidence()), 100_000),
                        String.join(" ", decision.choices()),
                        decision.group(),
                        Columns.time(decision.askedAt()))
                .update();
    }

    @Override
    public void answer(Decision decision) {
        jdbc.sql("update decision set decided_at = ?, decided_by = ?, choice = ?, reason = ? where task = ?")
                .params(
                        Columns.time(decision.decidedAt()),
                        decision.decidedBy().orElse(null),
                        decision.choice().orElse(null),
                        decision.reason().map(text -> Columns.head(text, 2000)).orElse(null),
                        decision.task())
                .update();
    }

    @Override
    public Optional<Decision> find(String task) {
        return jdbc.sql("select * from decision where task = ?")
                .param(task)
                .query(JdbcDecisionStore::decision)
                .optional();
    }

    @Override
    public void withdraw(String task) {
        jdbc.sql("delete from decision where task = ? and decided_at is null")
                .param(task)
                .update();
    }

    @Override
    public List<Decision> open(Optional<RunId> run) {
        String where = run.isPresent() ? "run = ?" : "? = ''";
        return jdbc.sql("select * from decision where decided_at is null and " + where + " order by asked_at, task")
                .param(run.map(RunId::value).orElse(""))
                .query(JdbcDecisionStore::decision)
                .list();
    }

    @Override
    public List<Decision> ofRun(RunId run) {
        return jdbc.sql("select * from decision where run = ? order by asked_at, task")
                .param(run.value())
                .query(JdbcDecisionStore::decision)
                .list();
    }

    private static Decision decision(ResultSet row, int number) throws SQLException {
        return new Decision(
                row.getString("task"),
                new RunId(row.getString("run")),
                Decision.Kind.valueOf(row.getString("kind")),
                Columns.optional(row, "step"),
                row.getString("question"),
                row.getString("evidence").lines().toList(),
                List.of(row.getString("choices").split(" ")),
                row.getString("group_name"),
                Columns.instant(row, "asked_at"),
                Columns.optionalInstant(row, "decided_at"),
                Columns.optional(row, "decided_by"),
                Columns.optional(row, "choice"),
                Columns.optional(row, "reason"));
    }
}
