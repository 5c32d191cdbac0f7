package io.changeover.persistence;

import io.changeover.application.port.Figures;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.Notification;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.run.RunState;
import io.changeover.domain.run.RunType;
import io.changeover.domain.run.StepState;
import io.changeover.domain.watch.AlarmCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class JdbcFigures implements Figures {
    private final JdbcClient jdbc;

    JdbcFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Active> active() {
        return list(
                "select plan, type, state, count(*) as total from run where state <> 'ENDED' group by plan, type, state",
                row -> new Active(plan(row), type(row), RunState.valueOf(row.getString("state")), total(row)));
    }

    @Override
    public List<Ended> ended() {
        return list(
                "select plan, type, outcome, count(*) as total from run where state = 'ENDED'"
                        + " group by plan, type, outcome",
                row -> new Ended(plan(row), type(row), RunOutcome.valueOf(row.getString("outcome")), total(row)));
    }

    @Override
    public List<Last> last() {
        return list(
                """
                select r.plan, r.type, r.started_at, r.ended_at from run r
                join (select plan, type, max(ended_at) as latest from run
                    where state = 'ENDED' and dry_run = false
                        and outcome in ('COMPLETED', 'COMPLETED_WITH_SKIPS', 'COMPLETED_UNPROTECTED')
                    group by plan, type) newest
                on newest.plan = r.plan and newest.type = r.type and newest.latest = r.ended_at
                where r.dry_run = false
                """,
                row -> new Last(
                        plan(row), type(row), Columns.instant(row, "started_at"), Columns.instant(row, "ended_at")));
    }

    @Override
    public List<Waiting> waiting() {
        return list(
                """
                select r.plan, d.kind, count(*) as total, min(d.asked_at) as oldest
                from decision d join run r on r.id = d.run where d.decided_at is null group by r.plan, d.kind
                """,
                row -> new Waiting(
                        plan(row),
                        Decision.Kind.valueOf(row.getString("kind")),
                        total(row),
                        Columns.instant(row, "oldest")));
    }

    @Override
    public List<Steps> steps() {
        return list("""
                select r.plan, s.state, count(*) as total
                from step s join run r on r.id = s.run where r.state <> 'ENDED' group by r.plan, s.state
                """, row -> new Steps(plan(row), StepState.valueOf(row.getString("state")), total(row)));
    }

    @Override
    public List<Alarms> alarms() {
        return list(
                "select plan, code, count(*) as total from alarm where cleared_at is null group by plan, code",
                row -> new Alarms(plan(row), AlarmCode.valueOf(row.getString("code")), total(row)));
    }

    @Override
    public List<Untold> untold() {
        return list(
                """
                select coalesce(n.plan, r.plan) as plan, n.receiver, n.state, count(*) as total, min(n.at) as oldest
                from notification n left join run r on r.id = n.run where n.state <> 'SENT'
                group by coalesce(n.plan, r.plan), n.receiver, n.state
                """,
                row -> new Untold(
                        plan(row),
                        row.getString("receiver"),
                        Notification.State.valueOf(row.getString("state")),
                        total(row),
                        Columns.instant(row, "oldest")));
    }

    /** What one row says. */
    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> List<T> list(String sql, Reading<T> reading) {
        RowMapper<T> mapper = (row, number) -> reading.of(row);
        return jdbc.sql(sql).query(mapper).list();
    }

    private static PlanId plan(ResultSet row) throws SQLException {
        return new PlanId(row.getString("plan"));
    }

    private static RunType type(ResultSet row) throws SQLException {
        return RunType.valueOf(row.getString("type"));
    }

    private static long total(ResultSet row) throws SQLException {
        return row.getLong("total");
    }
}
