package io.changeover.persistence;

import io.changeover.application.port.OperationJournal;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.StepRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * One thread writes the lines of all operations: whatever has come in while it committed goes into its next commit, so
 * that hundreds of operations at once share a few commits and a single one waits for nobody. A line that cannot be
 * written fails alone: what shared its commit is committed without it.
 */
@Component
final class GroupCommitJournal implements OperationJournal, DisposableBean {
    /** Whoever waits for its begin waits for the whole commit: of hundreds that ended at once, the first go on at once. */
    private static final int MOST_PER_COMMIT = 64;

    private static final long FAREWELL_MILLIS = 5_000;
    private static final String PERMISSIONS = """
            select s.claim, s.state as step_state, r.state as run_state, r.epoch, p.epoch as plan_epoch,
                p.holder, r.id
            from step s join run r on r.id = s.run join plan p on p.id = r.plan
            where s.id = ?
            """;

    private final JdbcTemplate jdbc;
    private final TransactionOperations transactions;
    private final BlockingQueue<Line> queue = new LinkedBlockingQueue<>();
    private final Thread writer;

    GroupCommitJournal(JdbcTemplate jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.writer = new Thread(this::write, "journal");
        this.writer.setDaemon(true);
        this.writer.start();
    }

    private record Line(
            OperationRecord operation,
            StepRecord step,
            boolean beginning,
            Instant at,
            CompletableFuture<Permission> written) {}

    @Override
    public Permission begin(OperationRecord operation, StepRecord step, Instant at) {
        try {
            return submit(new Line(operation, step, true, at, new CompletableFuture<>()))
                    .join();
        } catch (CompletionException e) {
            throw new IllegalStateException("the journal could not be written", e.getCause());
        }
    }

    @Override
    public CompletableFuture<Void> end(OperationRecord operation, StepRecord step) {
        Instant at = operation.endedAt().orElseThrow();
        return submit(new Line(operation, step, false, at, new CompletableFuture<>()))
                .thenRun(() -> {});
    }

    private CompletableFuture<Permission> submit(Line line) {
        queue.add(line);
        return line.written();
    }

    private void write() {
        List<Line> lines = new ArrayList<>();
        while (!Thread.currentThread().isInterrupted()) {
            lines.clear();
            try {
                lines.add(queue.take());
            } catch (InterruptedException e) {
                return;
            }
            queue.drainTo(lines, MOST_PER_COMMIT - 1);
            commit(List.copyOf(lines));
        }
    }

    private void commit(List<Line> lines) {
        Map<Line, Permission> permissions = new HashMap<>();
        try {
            transactions.executeWithoutResult(status -> {
                permissions.clear();
                append(lines, permissions);
            });
            lines.forEach(line -> line.written().complete(permissions.get(line)));
        } catch (RuntimeException e) {
            if (lines.size() > 1 && mayBeOfOneLine(e)) {
                commit(lines.subList(0, lines.size() / 2));
                commit(lines.subList(lines.size() / 2, lines.size()));
            } else {
                lines.forEach(line -> line.written().completeExceptionally(e));
            }
        } catch (Error e) {
            // Whoever waits must hear of it, and the next lines need this thread.
            lines.forEach(line -> line.written().completeExceptionally(e));
        }
    }

    /** Whether a failure may be that of a line that cannot be written, and not of a database that is away or busy. */
    private static boolean mayBeOfOneLine(RuntimeException e) {
        return !(e instanceof TransactionException
                || e instanceof TransientDataAccessException
                || e instanceof RecoverableDataAccessException
                || e instanceof NonTransientDataAccessResourceException);
    }

    private void append(List<Line> lines, Map<Line, Permission> permissions) {
        Map<String, StepNow> steps = new HashMap<>();
        List<Object[]> begins = new ArrayList<>();
        List<Object[]> ends = new ArrayList<>();
        for (Line line : lines) {
            StepNow now = steps.computeIfAbsent(line.step().id(), this::read);
            Permission permission = now.permits(line.step());
            permissions.put(line, permission);
            if (line.beginning() && permission == Permission.GRANTED) {
                begins.add(
                        new Object[] {Columns.time(line.at()), line.operation().id()});
            } else if (!line.beginning() && now.claim() == line.step().claim()) {
                ends.add(OperationRows.endValues(line.operation()));
            }
        }
        if (!begins.isEmpty()) {
            jdbc.batchUpdate(OperationRows.BEGIN, begins);
        }
        if (!ends.isEmpty()) {
            jdbc.batchUpdate(OperationRows.END, ends);
        }
    }

    private StepNow read(String step) {
        return jdbc
                .query(
                        PERMISSIONS,
                        (row, number) -> new StepNow(
                                row.getInt("claim"),
                                row.getString("step_state"),
                                row.getString("run_state"),
                                row.getLong("epoch") == row.getLong("plan_epoch")
                                        && row.getString("id").equals(row.getString("holder"))),
                        step)
                .stream()
                .findFirst()
                .orElse(new StepNow(-1, "", "", false));
    }

    /** What decides whether operations of a step may begin, as of this commit. */
    private record StepNow(int claim, String stepState, String runState, boolean current) {
        Permission permits(StepRecord step) {
            if (claim != step.claim() || !stepState.equals("OPEN") || !current) {
                return Permission.REVOKED;
            }
            return switch (runState) {
                case "RUNNING" -> Permission.GRANTED;
                case "PAUSED" -> Permission.HELD;
                case "ABORTING" -> step.undoes() ? Permission.GRANTED : Permission.REVOKED;
                default -> Permission.REVOKED;
            };
        }
    }

    @Override
    public void destroy() throws InterruptedException {
        writer.interrupt();
        writer.join(FAREWELL_MILLIS);
    }
}
