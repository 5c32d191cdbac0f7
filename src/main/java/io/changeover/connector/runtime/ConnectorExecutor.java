package io.changeover.connector.runtime;

import io.changeover.application.port.Asker;
import io.changeover.application.port.OperationExecutor;
import io.changeover.application.port.ProgressLog;
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
public final class ConnectorExecutor implements OperationExecutor, Asker {
    private static final Duration NEARLY_OVER = Duration.ofMillis(100);

    private final ConnectorRegistry registry;
    private final Shells shells;
    private final Secrets secrets;
    private final Watchdog watchdog;
    private final ProgressLog progress;
    private final Clock clock;

    /** Carries out operations of whose progress nobody is told. */
    public ConnectorExecutor(
            ConnectorRegistry registry, Shells shells, Secrets secrets, ScheduledExecutorService timer, Clock clock) {
        this(registry, shells, secrets, timer, ProgressLog.NONE, clock);
    }

    public ConnectorExecutor(
            ConnectorRegistry registry,
            Shells shells,
            Secrets secrets,
            ScheduledExecutorService timer,
            ProgressLog progress,
            Clock clock) {
        this.progress = progress;
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
        OperationContext context = new OperationContext(
                shells, secrets, clock, clock.instant().plus(limit), text -> progress.told(operation.id(), text));
        Ending ending = new Ending(operation, run.dryRun(), context, secrets, clock);
        Optional<Connector> found = registry.find(aim.connector());
        if (found.isEmpty()) {
            return ending.of(Finding.of(operation, aim.request(), missing(aim), false), 0);
        }
        if (!found.get().descriptor().operations().contains(aim.request().operation())) {
            return ending.of(unable(aim), 0);
        }
        Expectation expectation = new Expectation(plan, run, operation);
        Attempts attempts =
                new Attempts(found.get(), aim, context, watchdog, expectation, Ending.earlierAttempts(operation));
        Runnable ended = progress.follow(operation.id(), context::printed);
        try {
            Attempts.End end = attempts.run();
            // An attempt is interrupted a little before its deadline, which is told more finely than its limit.
            boolean late = context.remaining().compareTo(NEARLY_OVER) < 0;
            return ending.of(Finding.of(operation, aim.request(), end, late), attempts.count());
        } catch (InterruptedException e) {
            CutShortException cut = new CutShortException(ending.of(attempts.cutShort(), attempts.count()));
            cut.initCause(e);
            throw cut;
        } finally {
            ended.run();
        }
    }

    /** What undoes an operation is asked for without knowing whether its connector can. */
    private static Attempts.End unable(Targets.Aim aim) {
        String message = "%s: wanted %s, found that the connector '%s' cannot do it; do it by hand"
                .formatted(aim.request().target(), aim.request().operation(), aim.connector());
        return new Attempts.End(null, ConnectorException.permanent("OPERATION_UNKNOWN", message));
    }

    @Override
    public OperationRecord ask(ProtectionPlan plan, Run run, OperationRecord question, Duration limit)
            throws InterruptedException {
        if (question.operation().changing()) {
            throw new IllegalArgumentException(question.operation() + " is no question");
        }
        Targets.Aim aim = new Targets(plan, run, secrets, Map.of()).aim(question);
        OperationContext context =
                new OperationContext(shells, secrets, clock, clock.instant().plus(limit), told -> {});
        Ending ending = new Ending(question, false, context, secrets, clock);
        Optional<Connector> found = registry.find(aim.connector());
        if (found.isEmpty()) {
            return ending.of(missing(aim), 0);
        }
        Expectation none = new Expectation(plan, run, question);
        return ending.of(new Attempts(found.get(), aim, context, watchdog, none, 0).only(), 1);
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
