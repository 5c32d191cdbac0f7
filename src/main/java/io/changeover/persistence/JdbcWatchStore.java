package io.changeover.persistence;

import com.fasterxml.jackson.core.type.TypeReference;
import io.changeover.application.port.WatchStore;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.watch.Alarm;
import io.changeover.domain.watch.AlarmCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Component;

@Component
final class JdbcWatchStore implements WatchStore {
    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    JdbcWatchStore(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    @Override
    public boolean take(String node, Instant now, Instant until) {
        return jdbc.sql("update watch_lease set node = ?, until_at = ? where id = 1 and (node = ? or until_at < ?)")
                        .params(node, Columns.time(until), node, Columns.time(now))
                        .update()
                == 1;
    }

    @Override
    public Optional<Now> now(PlanId plan) {
        return jdbc.sql("select * from watch_now where plan = ?")
                .param(plan.value())
                .query((row, number) -> new Now(
                        plan,
                        Columns.instant(row, "at"),
                        row.getString("node"),
                        SightRows.read(row.getString("sights")),
                        Columns.json(row.getString("since"), new TypeReference<Map<String, Instant>>() {}),
                        SightRows.read(row.getString("served"))))
                .optional();
    }

    @Override
    public void write(Now now) {
        Object[] values = {
            Columns.time(now.at()),
            now.node(),
            SightRows.write(now.sights()),
            Columns.json(now.since()),
            SightRows.write(now.served()),
            now.plan().value()
        };
        int there = jdbc.sql("update watch_now set at = ?, node = ?, sights = ?, since = ?, served = ? where plan = ?")
                .params(values)
                .update();
        if (there == 0) {
            jdbc.sql("insert into watch_now (at, node, sights, since, served, plan) values (?, ?, ?, ?, ?, ?)")
                    .params(values)
                    .update();
        }
    }

    @Override
    public void add(List<Sample> samples) {
        batches.batchUpdate(
                "insert into lag_sample (plan, dataset, at, bytes, millis) values (?, ?, ?, ?, ?)",
                samples.stream()
                        .map(one -> new @Nullable Object[] {
                            one.plan().value(),
                            one.dataset(),
                            Columns.time(one.at()),
                            one.lag().bytes().isPresent() ? one.lag().bytes().getAsLong() : null,
                            one.lag().age().map(Duration::toMillis).orElse(null)
                        })
                        .toList());
    }

    @Override
    public List<Sample> series(PlanId plan, Optional<String> dataset, Instant from, int most) {
        List<Sample> newest = new ArrayList<>(jdbc.sql("select * from lag_sample where plan = ? and at >= ?"
                        + (dataset.isPresent() ? " and dataset = ?" : "") + " order by at desc limit " + most)
                .params(dataset.<List<Object>>map(one -> List.of(plan.value(), Columns.time(from), one))
                        .orElseGet(() -> List.of(plan.value(), Columns.time(from))))
                .query((row, number) -> new Sample(
                        plan,
                        row.getString("dataset"),
                        Columns.instant(row, "at"),
                        SightRows.lag(row.getObject("bytes", Long.class), row.getObject("millis", Long.class))))
                .list());
        Collections.reverse(newest);
        return newest;
    }

    @Override
    public void prune(PlanId plan, Instant before) {
        jdbc.sql("delete from lag_sample where plan = ? and at < ?")
                .params(plan.value(), Columns.time(before))
                .update();
        jdbc.sql("delete from alarm where plan = ? and cleared_at < ?")
                .params(plan.value(), Columns.time(before))
                .update();
    }

    @Override
    public Alarm raise(Alarm alarm) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("insert into alarm (plan, code, subject, sentence, raised_at) values (?, ?, ?, ?, ?)")
                .params(
                        alarm.plan().value(),
                        alarm.code().name(),
                        alarm.subject(),
                        Columns.head(alarm.sentence(), 1000),
                        Columns.time(alarm.raisedAt()))
                .update(key, "id");
        Number id = key.getKey();
        if (id == null) {
            throw new IllegalStateException("the database gave no id to an alarm");
        }
        return new Alarm(
                id.longValue(),
                alarm.plan(),
                alarm.code(),
                alarm.subject(),
                alarm.sentence(),
                alarm.raisedAt(),
                alarm.clearedAt());
    }

    @Override
    public void clear(Alarm alarm) {
        jdbc.sql("update alarm set cleared_at = ? where id = ? and cleared_at is null")
                .params(Columns.time(alarm.clearedAt()), alarm.id())
                .update();
    }

    @Override
    public List<Alarm> open(PlanId plan) {
        return jdbc.sql("select * from alarm where plan = ? and cleared_at is null order by raised_at, id")
                .param(plan.value())
                .query(JdbcWatchStore::alarm)
                .list();
    }

    @Override
    public List<Alarm> open() {
        return jdbc.sql("select * from alarm where cleared_at is null order by raised_at, id")
                .query(JdbcWatchStore::alarm)
                .list();
    }

    @Override
    public List<Alarm> alarms(PlanId plan, int most) {
        return jdbc.sql("select * from alarm where plan = ? order by raised_at desc, id desc limit " + most)
                .param(plan.value())
                .query(JdbcWatchStore::alarm)
                .list();
    }

    private static Alarm alarm(ResultSet row, int number) throws SQLException {
        return new Alarm(
                row.getLong("id"),
                new PlanId(row.getString("plan")),
                AlarmCode.valueOf(row.getString("code")),
                row.getString("subject"),
                row.getString("sentence"),
                Columns.instant(row, "raised_at"),
                Columns.optionalInstant(row, "cleared_at"));
    }
}
