package io.changeover.persistence;

import io.changeover.application.port.HoldStore;
import io.changeover.domain.plan.Hold;
import io.changeover.domain.plan.PlanId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class JdbcHoldStore implements HoldStore {
    private final JdbcClient jdbc;

    JdbcHoldStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Hold> open(Hold.Kind kind, Optional<PlanId> plan) {
        String of = plan.isPresent() ? "plan = ?" : "plan is null";
        return jdbc.sql("select * from hold where ended_at is null and kind = ? and " + of + " order by id desc")
                .params(plan.<List<Object>>map(id -> List.of(kind.name(), id.value()))
                        .orElseGet(() -> List.of(kind.name())))
                .query(JdbcHoldStore::hold)
                .list();
    }

    @Override
    public void begin(Hold hold) {
        jdbc.sql("insert into hold (kind, plan, begun_at, begun_by, reason, until_at) values (?, ?, ?, ?, ?, ?)")
                .params(
                        hold.kind().name(),
                        hold.plan().map(PlanId::value).orElse(null),
                        Columns.time(hold.begunAt()),
                        hold.begunBy(),
                        hold.reason(),
                        Columns.time(hold.until()))
                .update();
    }

    @Override
    public void end(Hold hold) {
        Hold.End end = hold.end().orElseThrow();
        jdbc.sql("update hold set ended_at = ?, ended_by = ?, end_reason = ? where id = ? and ended_at is null")
                .params(Columns.time(end.at()), end.by(), end.reason(), hold.id())
                .update();
    }

    @Override
    public List<Hold> newest(Optional<PlanId> plan, int most) {
        return jdbc.sql("select * from hold where " + (plan.isPresent() ? "plan = ?" : "plan is null")
                        + " order by id desc limit " + most)
                .params(plan.<List<Object>>map(id -> List.of(id.value())).orElseGet(List::of))
                .query(JdbcHoldStore::hold)
                .list();
    }

    private static Hold hold(ResultSet row, int number) throws SQLException {
        Optional<Instant> ended = Columns.optionalInstant(row, "ended_at");
        String by = row.getString("ended_by");
        String reason = row.getString("end_reason");
        return new Hold(
                row.getLong("id"),
                Hold.Kind.valueOf(row.getString("kind")),
                Columns.optional(row, "plan").map(PlanId::new),
                Columns.instant(row, "begun_at"),
                row.getString("begun_by"),
                row.getString("reason"),
                Columns.optionalInstant(row, "until_at"),
                ended.map(at -> new Hold.End(at, String.valueOf(by), String.valueOf(reason))));
    }
}
