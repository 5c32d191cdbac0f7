package io.changeover.connector.runtime;

import io.changeover.connector.spi.Host;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Shell;
import io.changeover.connector.spi.Shells;
import io.changeover.domain.plan.Check;
import io.changeover.domain.plan.Drill;
import io.changeover.domain.plan.Fencing;
import io.changeover.domain.plan.Group;
import io.changeover.domain.plan.Instance;
import io.changeover.domain.plan.Limits;
import io.changeover.domain.plan.Objectives;
import io.changeover.domain.plan.Placement;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.plan.TriggerRule;
import io.changeover.domain.plan.WatchRule;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.RunState;
import io.changeover.domain.run.RunType;
import io.changeover.domain.site.Site;
import io.changeover.domain.site.SiteId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Has single operations carried out by one connector, for a plan with one instance. */
final class Bench implements AutoCloseable {
    private static final SiteId FRA = new SiteId("fra");
    private static final SiteId AMS = new SiteId("ams");

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final ScriptedConnector connector;
    private final Secrets secrets;
    final List<String> told = new CopyOnWriteArrayList<>();
    private boolean without;
    private boolean dry;

    Bench(ScriptedConnector connector, Map<String, String> environment) {
        this.connector = connector;
        this.secrets = new Secrets(environment);
    }

    Secrets secrets() {
        return secrets;
    }

    /** From now on without the connector. */
    Bench without() {
        without = true;
        return this;
    }

    /** From now on in a dry run. */
    Bench dry() {
        dry = true;
        return this;
    }

    OperationRecord run(Operation operation, Duration limit) throws InterruptedException {
        return run(operation, OperationState.PENDING, limit);
    }

    OperationRecord run(Operation operation, OperationState found, Duration limit) throws InterruptedException {
        ConnectorRegistry registry = new ConnectorRegistry(without ? List.of() : List.of(connector));
        ConnectorExecutor executor = new ConnectorExecutor(
                registry,
                new NoShells(),
                secrets,
                timer,
                (operationId, text) -> told.add(operationId + ": " + text),
                Clock.systemUTC());
        return executor.execute(plan(limit), run(), record(operation, found), Map.of());
    }

    private static ProtectionPlan plan(Duration limit) {
        Placement place =
                new Placement(Optional.empty(), Map.of("password", "${env:PASSWORD}", "missing", "${env:NOWHERE}"));
        Check check = new Check("scripted", Map.of("question", "${site}"), 3, Duration.ofMillis(1), limit);
        Instance shop = new Instance("shop", "scripted", Map.of(FRA, place, AMS, place), List.of(check));
        return new ProtectionPlan(
                new PlanId("bench"),
                new Objectives(Duration.ofSeconds(5), Duration.ofSeconds(60)),
                Map.of(FRA, new Site(FRA, true), AMS, new Site(AMS, false)),
                Map.of(),
                List.of(new Group("app", 1, List.of(shop))),
                List.of(),
                List.of(),
                List.of(),
                Fencing.DEFAULT,
                Map.of(),
                Optional.empty(),
                new Limits(1, 1, limit, Duration.ofSeconds(5)),
                List.of(),
                List.of(),
                WatchRule.DEFAULT,
                TriggerRule.DEFAULT,
                Drill.NONE);
    }

    private Run run() {
        return new Run(
                new RunId("bench-1"),
                new PlanId("bench"),
                1,
                RunType.SWITCHOVER,
                "switchover",
                1,
                "instance",
                "bench-1",
                FRA,
                AMS,
                dry,
                "olga",
                "a test",
                RunState.RUNNING,
                Optional.empty(),
                7,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty());
    }

    private static OperationRecord record(Operation operation, OperationState found) {
        return new OperationRecord(
                "step-1",
                "step",
                1,
                0,
                operation,
                "shop",
                0,
                FRA,
                Optional.empty(),
                found,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                List.of(),
                Map.of(),
                "",
                Optional.of(Instant.EPOCH),
                Optional.empty());
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private static final class NoShells implements Shells {
        @Override
        public Shell on(Host host) {
            throw new IllegalStateException("a bench has no hosts, but " + host + " was asked for");
        }

        @Override
        public void close() {}
    }
}
