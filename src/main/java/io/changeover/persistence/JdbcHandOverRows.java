package io.changeover.persistence;

import io.changeover.application.port.HandOverRows;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** In the scheduler's own table, with the columns as it fills them for what it has taken itself. */
@Component
final class JdbcHandOverRows implements HandOverRows {
    private static final String OF_NODE = " where task_name = 'step' and task_instance = ? and picked_by = ?";

    private final JdbcTemplate jdbc;

    JdbcHandOverRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void insert(String request, String node, Instant at) {
        jdbc.update(
                "insert into scheduled_tasks (task_name, task_instance, execution_time, picked, picked_by,"
                        + " last_heartbeat, consecutive_failures, version) values ('step', ?, ?, true, ?, ?, 0, 1)",
                request,
                Columns.time(at),
                node,
                Columns.time(at));
    }

    @Override
    public void beat(Collection<String> requests, String node, Instant at) {
        List<Object[]> values = requests.stream()
                .map(request -> new Object[] {Columns.time(at), request, node})
                .toList();
        jdbc.batchUpdate("update scheduled_tasks set last_heartbeat = ?" + OF_NODE, values);
    }

    @Override
    public void remove(Collection<String> requests, String node) {
        List<Object[]> values =
                requests.stream().map(request -> new Object[] {request, node}).toList();
        jdbc.batchUpdate("delete from scheduled_tasks" + OF_NODE, values);
    }

    @Override
    public void release(String request, String node, Instant due) {
        jdbc.update(
                "update scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null,"
                        + " execution_time = ?, version = version + 1" + OF_NODE,
                Columns.time(due),
                request,
                node);
    }
}
