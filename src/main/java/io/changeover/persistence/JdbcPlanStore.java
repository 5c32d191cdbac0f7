package io.changeover.persistence;

import io.changeover.application.port.PlanStore;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.plan.PlanVersion;
import io.changeover.domain.run.RunId;
import io.changeover.domain.site.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class JdbcPlanStore implements PlanStore {
    private final JdbcClient jdbc;

    JdbcPlanStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<PlanStatus> find(PlanId plan) {
        return jdbc.sql("select * from plan where id = ?")
                .param(plan.value())
                .query(JdbcPlanStore::status)
                .optional();
    }

    @Override
    public Optional<PlanStatus> lock(PlanId plan) {
        return jdbc.sql("select * from plan where id = ? for update")
                .param(plan.value())
                .query(JdbcPlanStore::status)
                .optional();
    }

    @Override
    public List<PlanStatus> all() {
        return jdbc.sql("select * from plan order by id")
                .query(JdbcPlanStore::status)
                .list();
    }

    @Override
    public void insert(PlanStatus status) {
        jdbc.sql("insert into plan (version, active_site, state, epoch, holder, runs, note, id)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(values(status))
                .update();
    }

    @Override
    public void update(PlanStatus status) {
        jdbc.sql("update plan set version = ?, active_site = ?, state = ?, epoch = ?, holder = ?, runs = ?, note = ?"
                        + " where id = ?")
                .params(values(status))
                .update();
    }

    @Override
    public void insert(PlanVersion version) {
        jdbc.sql("insert into plan_version (plan, version, yaml, applied_by, applied_at) values (?, ?, ?, ?, ?)")
                .params(
                        version.plan().value(),
                        version.version(),
                        version.yaml(),
                        version.appliedBy(),
                        Columns.time(version.appliedAt()))
                .update();
    }

    @Override
    public Optional<PlanVersion> version(PlanId plan, int version) {
        return jdbc.sql("select * from plan_version where plan = ? and version = ?")
                .params(plan.value(), version)
                .query(JdbcPlanStore::version)
                .optional();
    }

    @Override
    public List<PlanVersion> versions(PlanId plan) {
        return jdbc.sql("select * from plan_version where plan = ? order by version desc")
                .param(plan.value())
                .query(JdbcPlanStore::version)
                .list();
    }

    private static Object[] values(PlanStatus status) {
        return new Object[] {
            status.version(),
            status.activeSite().value(),
            status.state().name(),
            status.epoch(),
            status.holder().map(RunId::value).orElse(null),
            status.runs(),
            Columns.head(status.note(), 2000),
            status.id().value()
        };
    }

    private static PlanStatus status(ResultSet row, int number) throws SQLException {
        return new PlanStatus(
                new PlanId(row.getString("id")),
                row.getInt("version"),
                new SiteId(row.getString("active_site")),
                PlanState.valueOf(row.getString("state")),
                row.getLong("epoch"),
                Columns.optional(row, "holder").map(RunId::new),
                row.getInt("runs"),
                row.getString("note"));
    }

    private static PlanVersion version(ResultSet row, int number) throws SQLException {
        return new PlanVersion(
                new PlanId(row.getString("plan")),
                row.getInt("version"),
                row.getString("yaml"),
                row.getString("applied_by"),
                Columns.instant(row, "applied_at"));
    }
}
