package io.changeover.connector.runtime;

import io.changeover.application.port.OperationExecutor;
import io.changeover.connector.spi.Connector;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Descriptor;
import io.changeover.connector.spi.Shells;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.Run;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/** Carries out operations with the connectors of the registry. Thread-safe. */
public final class ConnectorExecutor implements OperationExecutor {
    private static final Duration NEARLY_OVER = Duration.ofMillis(100);

    private final ConnectorRegistry registry;
    private final Shells shells;
    private final Secrets secrets;
    private final Watchdog watchdog;
    private final Clock clock;

    public ConnectorExecutor(
            ConnectorRegistry registry, Shells shells, Secrets secrets, ScheduledExecutorService timer, Clock clock) {
        this.registry = registry;
        this.shells = shells;
        this.secrets = secrets;
        this.watchdog = new Watchdog(timer);
        this.clock = clock;
    }

    @Override
    public OperationRecord execute(
            ProtectionPlan plan, Run run, OperationRecord operation, Map<String, String> variables)
            throws InterruptedException {
        Targets.Aim aim = new Targets(plan, run, secrets, variables).aim(operation);
        Duration limit = aim.limit().orElse(plan.limits().operation());
        OperationContext context =
                new OperationContext(shells, secrets, clock, clock.instant().plus(limit));
        Ending ending = new Ending(operation, run.dryRun(), context, secrets, clock);
        Optional<Connector> found = registry.find(aim.connector());
        if (found.isEmpty()) {
            return ending.of(Finding.of(operation, aim.request(), missing(aim), false), 0);
        }
        Expectation expectation = new Expectation(plan, run, operation);
        Attempts attempts =
                new Attempts(found.get(), aim, context, watchdog, expectation, Ending.earlierAttempts(operation));
        Attempts.End end = attempts.run();
        // An attempt is interrupted a little before its deadline, which is told more finely than its limit.
        boolean late = context.remaining().compareTo(NEARLY_OVER) < 0;
        return ending.of(Finding.of(operation, aim.request(), end, late), attempts.count());
    }

    /** A server that was started again may have fewer connectors than the one that read the plan. */
    private Attempts.End missing(Targets.Aim aim) {
        String message = "%s: wanted the connector '%s', this server has %s"
                .formatted(
                        aim.request().target(),
                        aim.connector(),
                        registry.descriptors().stream().map(Descriptor::name).toList());
        return new Attempts.End(null, ConnectorException.permanent("CONNECTOR_MISSING", message));
    }
}
