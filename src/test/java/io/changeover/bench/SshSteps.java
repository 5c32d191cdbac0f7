package io.changeover.bench;

import io.changeover.config.Connectors;
import io.changeover.connector.command.CommandConnector;
import io.changeover.connector.runtime.ConnectorExecutor;
import io.changeover.connector.runtime.ConnectorRegistry;
import io.changeover.connector.runtime.Secrets;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Shells;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.RunState;
import io.changeover.domain.run.RunType;
import io.changeover.domain.site.SiteId;
import io.changeover.planfile.PlanReader;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The operations of one step on all hosts of a farm at once, as the server carries them out. */
final class SshSteps implements AutoCloseable {
    private static final SiteId FRA = new SiteId("fra");

    private final int hosts;
    private final ProtectionPlan plan;
    private final ExecutorService workers;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);

    SshSteps(SshFarm farm, int atOnce) {
        this.hosts = farm.count();
        this.workers = Executors.newFixedThreadPool(atOnce);
        this.plan =
                new PlanReader(Connectors.descriptors()).read(yaml(farm)).plan().orElseThrow();
    }

    /** Stops, sees that all are stopped, starts and checks; a step begins when the one before has ended everywhere. */
    void all(Shells shells) throws Exception {
        for (Operation operation : List.of(Operation.STOP, Operation.STATUS, Operation.START, Operation.CHECK)) {
            step(shells, operation);
        }
    }

    void step(Shells shells, Operation operation) throws Exception {
        ConnectorExecutor executor = executor(shells);
        List<Callable<OperationRecord>> calls = IntStream.range(0, hosts)
                .mapToObj(i ->
                        (Callable<OperationRecord>) () -> executor.execute(plan, run(), record(operation, i), Map.of()))
                .toList();
        for (Future<OperationRecord> one : workers.invokeAll(calls)) {
            if (one.get().state() != OperationState.DONE) {
                throw new IllegalStateException("wanted success, found " + one.get());
            }
        }
    }

    private ConnectorExecutor executor(Shells shells) {
        ConnectorRegistry registry = new ConnectorRegistry(List.of(new CommandConnector()));
        return new ConnectorExecutor(registry, shells, new Secrets(System.getenv()), timer, Clock.systemUTC());
    }

    private static String yaml(SshFarm farm) {
        String hosts = IntStream.range(0, farm.count())
                .mapToObj(i ->
                        "  h%d: { site: fra, address: %s, ssh: %s }\n".formatted(i, farm.address(i), farm.settings()))
                .collect(Collectors.joining());
        String instances = IntStream.range(0, farm.count())
                .mapToObj(i ->
                        "      - { name: s%d, connector: command, start: %s, stop: %s, status: %s, fra: { host: h%d }, ams: { host: other }, check: { command: %s } }\n"
                                .formatted(
                                        i,
                                        farm.service("start"),
                                        farm.service("stop"),
                                        farm.service("status"),
                                        i,
                                        farm.service("check")))
                .collect(Collectors.joining());
        return """
                plan: many
                objectives: { rpo: 5s, rto: 60s }
                sites:
                  fra: { preferred: true }
                  ams: {}
                hosts:
                  other: { site: ams, address: 127.0.0.9 }
                %sgroups:
                  - name: app
                    instances:
                %s""".formatted(hosts, instances);
    }

    /** A run to fra, so that a service that is asked for there is expected to be stopped. */
    private static Run run() {
        return new Run(
                new RunId("many-1"),
                new PlanId("many"),
                1,
                RunType.SWITCHOVER,
                "switchover",
                1,
                "instance",
                "many-1",
                new SiteId("ams"),
                FRA,
                false,
                "olga",
                "measured",
                RunState.RUNNING,
                Optional.empty(),
                1,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty());
    }

    private static OperationRecord record(Operation operation, int host) {
        return new OperationRecord(
                "step-" + host,
                "step",
                host,
                0,
                operation,
                "s" + host,
                0,
                FRA,
                Optional.of("h" + host),
                OperationState.PENDING,
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
        workers.shutdownNow();
        timer.shutdownNow();
    }
}
