package io.changeover.persistence;

import io.changeover.application.port.RunStore;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.run.RunState;
import io.changeover.domain.run.RunType;
import io.changeover.domain.site.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class JdbcRunStore implements RunStore {
    private final JdbcClient jdbc;

    JdbcRunStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void insert(Run run) {
        jdbc.sql("""
                        insert into run (id, plan, plan_version, type, runbook, runbook_version, process_instance,
                            business_key, source_site, target_site, dry_run, requester, reason, state, outcome, epoch,
                            started_at, ended_at, point_of_no_return, unplanned_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        run.id().value(),
                        run.plan().value(),
                        run.planVersion(),
                        run.type().name(),
                        run.runbook(),
                        run.runbookVersion(),
                        run.processInstance(),
                        run.businessKey(),
                        run.source().value(),
                        run.target().value(),
                        run.dryRun(),
                        run.requester(),
                        Columns.head(run.reason(), 2000),
                        run.state().name(),
                        Columns.name(run.outcome()),
                        run.epoch(),
                        Columns.time(run.startedAt()),
                        Columns.time(run.endedAt()),
                        Columns.time(run.pointOfNoReturn()),
                        Columns.time(run.unplannedAt()))
                .update();
    }

    @Override
    public void direct(Run run) {
        jdbc.sql("update run set source_site = ?, target_site = ? where id = ?")
                .params(run.source().value(), run.target().value(), run.id().value())
                .update();
    }

    @Override
    public void update(Run run) {
        jdbc.sql("""
                        update run set state = ?, outcome = ?, epoch = ?, ended_at = ?, point_of_no_return = ?,
                            unplanned_at = ?
                        where id = ?
                        """)
                .params(
                        run.state().name(),
                        Columns.name(run.outcome()),
                        run.epoch(),
                        Columns.time(run.endedAt()),
                        Columns.time(run.pointOfNoReturn()),
                        Columns.time(run.unplannedAt()),
                        run.id().value())
                .update();
    }

    @Override
    public Optional<Run> find(RunId id) {
        return one("select * from run where id = ?", id.value());
    }

    @Override
    public Optional<Run> lock(RunId id) {
        return one("select * from run where id = ? for update", id.value());
    }

    @Override
    public Optional<Run> ofProcess(String processInstance) {
        // Two ways into the table: H2 would read all of it for an "or".
        return one(
                "select * from run where process_instance = ? union all select * from run where undo_instance = ?",
                processInstance,
                processInstance);
    }

    @Override
    public void undoneBy(RunId id, String processInstance) {
        jdbc.sql("update run set undo_instance = ? where id = ?")
                .params(processInstance, id.value())
                .update();
    }

    @Override
    public Optional<Run> ofBusinessKey(String runbook, String businessKey) {
        return one("select * from run where runbook = ? and business_key = ?", runbook, businessKey);
    }

    @Override
    public List<Run> newest(Optional<PlanId> plan, int limit) {
        String where = plan.isPresent() ? "where plan = ?" : "where ? = ''";
        return jdbc.sql("select * from run " + where + " order by started_at desc limit ?")
                .params(plan.map(PlanId::value).orElse(""), limit)
                .query(JdbcRunStore::run)
                .list();
    }

    @Override
    public Optional<Run> lastDrill(PlanId plan, Optional<RunOutcome> outcome) {
        String how = outcome.isPresent() ? "and outcome = ?" : "and ? = ''";
        String made = "exists (select 1 from step s join operation o on o.step = s.id"
                + " where s.run = run.id and o.operation in ('CLONE', 'START') and o.started_at is not null)";
        return one(
                "select * from run where plan = ? and type = ? and dry_run = false and state = 'ENDED' " + how + " and "
                        + made + " order by ended_at desc limit 1",
                plan.value(),
                RunType.DRILL.name(),
                outcome.map(Enum::name).orElse(""));
    }

    private Optional<Run> one(String sql, Object... values) {
        return jdbc.sql(sql).params(values).query(JdbcRunStore::run).optional();
    }

    private static Run run(ResultSet row, int number) throws SQLException {
        return new Run(
                new RunId(row.getString("id")),
                new PlanId(row.getString("plan")),
                row.getInt("plan_version"),
                RunType.valueOf(row.getString("type")),
                row.getString("runbook"),
                row.getInt("runbook_version"),
                row.getString("process_instance"),
                row.getString("business_key"),
                new SiteId(row.getString("source_site")),
                new SiteId(row.getString("target_site")),
                row.getBoolean("dry_run"),
                row.getString("requester"),
                row.getString("reason"),
                RunState.valueOf(row.getString("state")),
                Columns.optional(row, "outcome", RunOutcome.class),
                row.getLong("epoch"),
                Columns.instant(row, "started_at"),
                Columns.optionalInstant(row, "ended_at"),
                Columns.optionalInstant(row, "point_of_no_return"),
                Columns.optionalInstant(row, "unplanned_at"));
    }
}
