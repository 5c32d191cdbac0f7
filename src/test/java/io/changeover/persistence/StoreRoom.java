package io.changeover.persistence;

import io.changeover.connector.spi.Operation;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.plan.PlanVersion;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.RunState;
import io.changeover.domain.run.RunType;
import io.changeover.domain.run.StepRecord;
import io.changeover.domain.run.StepState;
import io.changeover.domain.site.SiteId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** All stores on one database with its tables, and something to put into them. */
final class StoreRoom {
    static final Instant AT = Instant.parse("2026-03-01T01:02:03.123456Z");
    static final SiteId FRA = new SiteId("fra");
    static final SiteId AMS = new SiteId("ams");

    private static final AtomicInteger COUNT = new AtomicInteger();

    final TransactionTemplate transactions;
    final JdbcPlanStore plans;
    final JdbcRunStore runs;
    final JdbcStepStore steps;
    final JdbcDecisionStore decisions;
    final JdbcEventLog events;
    final JdbcOutbox outbox;
    final JdbcWatchStore watch;
    final JdbcHoldStore holds;
    final JdbcAuditLog audit;
    final JdbcFigures figures;
    final JdbcStartPrints prints;
    final JdbcTemplate jdbc;

    StoreRoom(String url, String user, String vendor) {
        DriverManagerDataSource source = new DriverManagerDataSource(url, user, "");
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration/common", "classpath:db/migration/" + vendor)
                .load()
                .migrate();
        jdbc = new JdbcTemplate(source);
        JdbcClient client = JdbcClient.create(source);
        transactions = new TransactionTemplate(new DataSourceTransactionManager(source));
        plans = new JdbcPlanStore(client);
        runs = new JdbcRunStore(client);
        steps = new JdbcStepStore(client, jdbc);
        decisions = new JdbcDecisionStore(client);
        events = new JdbcEventLog(client);
        outbox = new JdbcOutbox(client);
        watch = new JdbcWatchStore(client, jdbc);
        holds = new JdbcHoldStore(client);
        audit = new JdbcAuditLog(client);
        figures = new JdbcFigures(client);
        prints = new JdbcStartPrints(client);
    }

    static StoreRoom onH2() {
        String name = "store-" + COUNT.incrementAndGet();
        return new StoreRoom(
                "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000;OPTIMIZE_REUSE_RESULTS=0", "sa", "h2");
    }

    static StoreRoom on(PostgresServer server) {
        return new StoreRoom(server.url(), PostgresServer.USER, "postgresql");
    }

    /** A plan with one version, held by nobody. */
    PlanStatus plan() {
        PlanId id = new PlanId("plan-" + COUNT.incrementAndGet());
        PlanStatus status = new PlanStatus(id, 1, FRA, PlanState.ACTIVE, 1, Optional.empty(), 0, "");
        plans.insert(status);
        plans.insert(new PlanVersion(id, 1, "plan: " + id.value(), "olga", AT));
        return status;
    }

    /** A run that holds its plan. */
    Run run() {
        PlanStatus plan = plan();
        Run run = run(plan.id(), plan.id().value() + "-1", AT);
        runs.insert(run);
        plans.update(plan.heldBy(run.id()));
        return run;
    }

    Run run(PlanId plan, String name, Instant at) {
        return new Run(
                new RunId(name),
                plan,
                1,
                RunType.SWITCHOVER,
                "switchover",
                1,
                "process-" + name,
                "key-" + name,
                FRA,
                AMS,
                false,
                "olga",
                "a test",
                RunState.RUNNING,
                Optional.empty(),
                1,
                at,
                Optional.empty(),
                Optional.empty());
    }

    /** An open step of a run with so many operations. */
    StepRecord step(Run run, int operations) {
        String id = "step-" + COUNT.incrementAndGet();
        StepRecord step = new StepRecord(
                id,
                run.id(),
                steps.nextNumber(run.id()),
                "token",
                "move-service",
                "Task_StopInstances",
                "Stop instances",
                Optional.of("app"),
                StepState.OPEN,
                0,
                AT,
                Optional.empty());
        List<OperationRecord> pending = java.util.stream.IntStream.rangeClosed(1, operations)
                .mapToObj(number -> operation(id, number, OperationState.PENDING))
                .toList();
        steps.insert(step, pending);
        return step;
    }

    static OperationRecord operation(String step, int number, OperationState state) {
        return new OperationRecord(
                step + "-" + number,
                step,
                number,
                0,
                Operation.STOP,
                "shop-" + number,
                0,
                FRA,
                Optional.of("fra-1"),
                state,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                List.of(),
                Map.of(),
                "",
                Optional.empty(),
                Optional.empty());
    }
}
