package io.changeover.persistence;

import io.changeover.application.port.StepStore;
import io.changeover.connector.spi.Operation;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.StepRecord;
import io.changeover.domain.run.StepState;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class JdbcStepStore implements StepStore {
    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    JdbcStepStore(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    @Override
    public void insert(StepRecord step, List<OperationRecord> operations) {
        jdbc.sql(StepRows.INSERT).params(StepRows.values(step)).update();
        add(operations);
    }

    @Override
    public void add(List<OperationRecord> operations) {
        if (!operations.isEmpty()) {
            batches.batchUpdate(
                    OperationRows.INSERT,
                    operations.stream().map(OperationRows::insertValues).toList());
        }
    }

    @Override
    public int nextNumber(RunId run) {
        return jdbc.sql("select coalesce(max(number), 0) + 1 from step where run = ?")
                .param(run.value())
                .query(Integer.class)
                .single();
    }

    @Override
    public Optional<StepRecord> find(String step) {
        return jdbc.sql("select * from step where id = ?")
                .param(step)
                .query(StepRows::step)
                .optional();
    }

    @Override
    public Optional<StepRecord> claim(String step) {
        int taken = jdbc.sql("update step set claim = claim + 1 where id = ? and state = 'OPEN'")
                .param(step)
                .update();
        return taken == 1 ? find(step) : Optional.empty();
    }

    @Override
    public boolean move(StepRecord step, StepState next, Instant at) {
        if (!step.state().mayBecome(next)) {
            throw new IllegalStateException("a step cannot become %s from %s".formatted(next, step.state()));
        }
        return jdbc.sql("update step set state = ?, ended_at = ? where id = ? and state = ? and claim = ?")
                        .params(
                                next.name(),
                                next.terminal() ? Columns.time(at) : null,
                                step.id(),
                                step.state().name(),
                                step.claim())
                        .update()
                == 1;
    }

    @Override
    public List<OperationRecord> operations(String step) {
        return jdbc.sql("select * from operation where step = ? order by number")
                .param(step)
                .query(OperationRows::operation)
                .list();
    }

    @Override
    public List<StepRecord> ofRun(RunId run) {
        return jdbc.sql("select * from step where run = ? order by number")
                .param(run.value())
                .query(StepRows::step)
                .list();
    }

    @Override
    public List<OperationRecord> operationsOf(RunId run) {
        return jdbc.sql("select o.* from operation o join step s on s.id = o.step where s.run = ?"
                        + " order by s.number, o.number")
                .param(run.value())
                .query(OperationRows::operation)
                .list();
    }

    @Override
    public List<OperationRecord> operationsOf(RunId run, Set<Operation> which) {
        return jdbc.sql("select o.* from operation o join step s on s.id = o.step where s.run = :run"
                        + " and o.operation in (:which) order by s.number, o.number")
                .param("run", run.value())
                .param("which", which.stream().map(Operation::name).toList())
                .query(OperationRows::operation)
                .list();
    }

    @Override
    public void end(List<OperationRecord> operations) {
        batches.batchUpdate(
                OperationRows.END,
                operations.stream().map(OperationRows::endValues).toList());
    }

    @Override
    public void cancel(List<Cancellation> wanted) {
        forget(wanted.stream().map(Cancellation::operation).toList());
        batches.batchUpdate(
                "insert into operation_cancel (operation, step, whole_step, why) values (?, ?, ?, ?)",
                wanted.stream()
                        .map(one -> new Object[] {
                            one.operation(), one.step(), one.wholeStep(), Columns.head(one.why(), 3000)
                        })
                        .toList());
    }

    private void forget(List<String> operations) {
        batches.batchUpdate(
                "delete from operation_cancel where operation = ?",
                operations.stream().map(one -> new Object[] {one}).toList());
    }

    @Override
    public List<Cancellation> cancellations(Collection<String> steps) {
        if (steps.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("select c.* from operation_cancel c join operation o on o.id = c.operation"
                        + " where c.step in (:steps) and o.state = 'RUNNING'")
                .param("steps", List.copyOf(steps))
                .query((row, number) -> new Cancellation(
                        row.getString("step"),
                        row.getString("operation"),
                        row.getBoolean("whole_step"),
                        row.getString("why")))
                .list();
    }

    @Override
    public void retry(List<OperationRecord> operations) {
        forget(operations.stream().map(OperationRecord::id).toList());
        batches.batchUpdate(
                "update operation set state = 'PENDING', ended_at = null where id = ? and state = 'FAILED'",
                operations.stream().map(one -> new Object[] {one.id()}).toList());
    }

    @Override
    public void skip(List<OperationRecord> operations, String why, Instant at) {
        batches.batchUpdate(
                "update operation set state = 'SKIPPED', message = ?, ended_at = ?"
                        + " where id = ? and state in ('FAILED', 'PENDING')",
                operations.stream()
                        .map(one -> new Object[] {Columns.head(why, 4000), Columns.time(at), one.id()})
                        .toList());
    }

    @Override
    public void cancelOpen(String step, Instant at) {
        jdbc.sql("update operation set state = 'CANCELLED', ended_at = ?"
                        + " where step = ? and state in ('PENDING', 'RUNNING')")
                .params(Columns.time(at), step)
                .update();
    }
}
