package io.changeover.persistence;

import io.changeover.application.port.EventLog;
import io.changeover.domain.run.RunEvent;
import io.changeover.domain.run.RunId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class JdbcEventLog implements EventLog {
    private final JdbcClient jdbc;

    JdbcEventLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void append(RunEvent event) {
        jdbc.sql("insert into run_event (run, at, actor, what, detail) values (?, ?, ?, ?, ?)")
                .params(
                        event.run().value(),
                        Columns.time(event.at()),
                        event.actor(),
                        event.what(),
                        Columns.head(event.detail(), 4000))
                .update();
    }

    @Override
    public List<RunEvent> ofRun(RunId run) {
        return jdbc.sql("select * from run_event where run = ? order by id")
                .param(run.value())
                .query((row, number) -> new RunEvent(
                        run,
                        Columns.instant(row, "at"),
                        row.getString("actor"),
                        row.getString("what"),
                        row.getString("detail")))
                .list();
    }
}
