package io.changeover.persistence;

import io.changeover.application.port.RunLook;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.RunId;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class JdbcRunLook implements RunLook {
    private static final String OF_RUN = "select r.state, r.outcome, r.epoch, r.source_site, r.target_site, r.ended_at,"
            + " r.point_of_no_return, r.unplanned_at, (select count(*) from run_event e where e.run = r.id) as happened"
            + " from run r where r.id = ?";
    private static final String OF_QUESTIONS =
            "select task, decided_at, choice from decision where run = ? order by asked_at, task";
    private static final String OF_STEPS = "select number, state, claim from step where run = ? order by number";
    private static final String OF_OPERATIONS = "select s.number as step_number, o.state, o.attempts, o.message,"
            + " o.started_at, length(o.output) as printed, right(o.output, 80) as said from operation o join step s on s.id = o.step"
            + " where s.run = ? and s.state in ('OPEN', 'DECIDING') order by s.number, o.number";
    private static final String OUTLINE = "select o.id, o.step, o.number, o.rank_no, o.operation, o.target, o.check_no,"
            + " o.site, o.host, o.state, o.outcome, o.verdict, o.error_code, o.message, o.attempts,"
            + " '[]' as readings, '{}' as outputs, '' as output, o.started_at, o.ended_at"
            + " from operation o join step s on s.id = o.step where s.run = ? order by s.number, o.number";

    /** What the overview shows, by the name of its part. */
    private static final Map<String, String> OF_ALL = Map.of(
            "plans",
            "select id, version, active_site, state, epoch, holder, note from plan order by id",
            "runs",
            "select count(*) as many, count(ended_at) as ended, max(started_at) as newest, max(ended_at) as latest from run",
            "open",
            "select id, state, unplanned_at, point_of_no_return from run where state <> 'ENDED' order by id",
            "steps",
            "select s.run, s.number, s.state from step s join run r on r.id = s.run"
                    + " where r.state <> 'ENDED' and s.state in ('OPEN', 'DECIDING') order by s.run, s.number",
            "questions",
            "select count(*) as many, count(decided_at) as answered, max(decided_at) as latest, max(asked_at) as newest"
                    + " from decision",
            "alarms",
            "select count(*) as many, count(cleared_at) as ended, max(id) as newest from alarm",
            "holds",
            "select count(*) as many, count(ended_at) as ended, max(id) as newest from hold",
            "watch",
            "select plan, at from watch_now order by plan");

    private final JdbcClient jdbc;

    JdbcRunLook(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<String, String> parts(RunId run) {
        Map<String, String> parts = new LinkedHashMap<>();
        Sum head = new Sum();
        query(OF_RUN, run, head);
        if (head.empty()) {
            return parts;
        }
        parts.put(HEAD, head.text());
        parts.put(QUESTIONS, sum(OF_QUESTIONS, run));
        parts.put(STEPS, sum(OF_STEPS, run));
        Map<Integer, Sum> steps = new TreeMap<>();
        query(
                OF_OPERATIONS,
                run,
                row -> steps.computeIfAbsent(row.getInt("step_number"), number -> new Sum())
                        .processRow(row));
        steps.forEach((number, sum) -> parts.put(STEP + number, sum.text()));
        return parts;
    }

    @Override
    public Map<String, String> everything() {
        Map<String, String> parts = new LinkedHashMap<>();
        OF_ALL.forEach((name, sql) -> {
            Sum sum = new Sum();
            jdbc.sql(sql).query(sum);
            parts.put(name, sum.text());
        });
        return parts;
    }

    @Override
    public List<OperationRecord> outlines(RunId run) {
        return jdbc.sql(OUTLINE)
                .param(run.value())
                .query(OperationRows::operation)
                .list();
    }

    @Override
    public Optional<OperationRecord> operation(RunId run, String operation) {
        return jdbc.sql("select o.* from operation o join step s on s.id = o.step where s.run = ? and o.id = ?")
                .params(run.value(), operation)
                .query(OperationRows::operation)
                .optional();
    }

    private String sum(String sql, RunId run) {
        Sum sum = new Sum();
        query(sql, run, sum);
        return sum.text();
    }

    private void query(String sql, RunId run, RowCallbackHandler rows) {
        jdbc.sql(sql).param(run.value()).query(rows);
    }

    /** A check sum over all columns of all rows. */
    private static final class Sum implements RowCallbackHandler {
        private final CRC32C sum = new CRC32C();
        private int rows;

        @Override
        public void processRow(ResultSet row) throws SQLException {
            rows++;
            for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                String text = row.getString(column);
                sum.update((text == null ? "\0" : text).getBytes(StandardCharsets.UTF_8));
                sum.update('\n');
            }
        }

        boolean empty() {
            return rows == 0;
        }

        String text() {
            return rows + "-" + Long.toHexString(sum.getValue());
        }
    }
}
