package io.changeover.persistence;

import io.changeover.application.port.AuditLog;
import io.changeover.domain.audit.Action;
import io.changeover.domain.audit.ActionFilter;
import io.changeover.domain.audit.Door;
import io.changeover.domain.audit.Origin;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.RunId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class JdbcAuditLog implements AuditLog {
    private static final int LONGEST = 4_000;

    private final JdbcClient jdbc;

    JdbcAuditLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void append(Action action) {
        jdbc.sql("insert into audit (at, actor, door, address, what, plan, run, detail, refused)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        Columns.time(action.at()),
                        action.actor(),
                        action.origin().door().name(),
                        Columns.head(action.origin().address(), 100),
                        action.what(),
                        action.plan().map(PlanId::value).orElse(null),
                        action.run().map(RunId::value).orElse(null),
                        Columns.head(action.detail(), LONGEST),
                        action.refused())
                .update();
    }

    @Override
    public List<Action> find(ActionFilter filter, int most) {
        List<String> where = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        add("actor = ?", filter.actor(), where, values);
        add("what = ?", filter.what(), where, values);
        add("plan = ?", filter.plan(), where, values);
        add("run = ?", filter.run(), where, values);
        add("at >= ?", filter.from().map(Columns::time), where, values);
        add("at < ?", filter.to().map(Columns::time), where, values);
        add("lower(detail) like ? escape '!'", filter.text().map(JdbcAuditLog::within), where, values);
        add("actor <> ?", filter.byPeople() ? Optional.of(Action.SERVER) : Optional.empty(), where, values);
        add("id < ?", filter.before(), where, values);
        String which = where.isEmpty() ? "" : " where " + String.join(" and ", where);
        return jdbc.sql("select * from audit" + which + " order by id desc limit " + most)
                .params(values)
                .query(JdbcAuditLog::action)
                .list();
    }

    private static void add(String condition, Optional<?> value, List<String> where, List<Object> values) {
        value.ifPresent(one -> {
            where.add(condition);
            values.add(one);
        });
    }

    private static String within(String text) {
        return "%" + text.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%";
    }

    private static Action action(ResultSet row, int number) throws SQLException {
        return new Action(
                row.getLong("id"),
                Columns.instant(row, "at"),
                row.getString("actor"),
                new Origin(Door.valueOf(row.getString("door")), row.getString("address")),
                row.getString("what"),
                Columns.optional(row, "plan").map(PlanId::new),
                Columns.optional(row, "run").map(RunId::new),
                row.getString("detail"),
                row.getBoolean("refused"));
    }
}
