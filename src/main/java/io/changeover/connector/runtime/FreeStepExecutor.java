package io.changeover.connector.runtime;

import io.changeover.application.port.FreeSteps;
import io.changeover.application.port.OperationExecutor;
import io.changeover.connector.spi.Connector;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.FreeStep;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.Run;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Carries out operations of steps that a diagram describes by itself: with the settings that are drawn, and otherwise
 * as all others. What was drawn for a step never changes, so it is read once. Thread-safe.
 */
public final class FreeStepExecutor implements OperationExecutor {
    private static final int KEPT = 500;

    private final OperationExecutor inner;
    private final FreeSteps steps;
    private final ConnectorRegistry registry;
    private final Clock clock;
    private final Map<String, Optional<FreeStep>> read = Collections.synchronizedMap(new Latest());

    /** In front of the executor that carries out what stands in the plan. */
    public FreeStepExecutor(OperationExecutor inner, FreeSteps steps, ConnectorRegistry registry, Clock clock) {
        this.inner = inner;
        this.steps = steps;
        this.registry = registry;
        this.clock = clock;
    }

    @Override
    public OperationRecord execute(
            ProtectionPlan plan, Run run, OperationRecord operation, Map<String, String> variables)
            throws InterruptedException {
        Optional<FreeStep> found = drawn(operation);
        if (found.isEmpty()) {
            return inner.execute(plan, run, operation, variables);
        }
        FreeStep step = found.get();
        if (!step.knows(plan, operation)) {
            String why =
                    "%s: wanted what the step names so and its connector '%s' handles, found none in plan %s version %d"
                            .formatted(operation.target(), step.connector(), plan.id(), run.planVersion());
            return operation.refused("TARGET_UNKNOWN", why, clock.instant());
        }
        if (!step.ownSettings()) {
            return inner.execute(plan, run, operation, variables);
        }
        Optional<Connector> connector = registry.find(step.connector());
        return inner.execute(step.in(plan, operation, connector.map(Connector::descriptor)), run, operation, variables);
    }

    private Optional<FreeStep> drawn(OperationRecord operation) {
        if (!FreeStep.OPERATIONS.contains(operation.operation())) {
            return Optional.empty();
        }
        Optional<FreeStep> known = read.get(operation.step());
        if (known == null) {
            // On a thread that nobody interrupts: an interrupt while H2 reads closes its file for everybody.
            known = CompletableFuture.supplyAsync(() -> steps.find(operation.step()))
                    .join();
            read.put(operation.step(), known);
        }
        return known;
    }

    /** Keeps what was put in last. */
    private static final class Latest extends LinkedHashMap<String, Optional<FreeStep>> {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<FreeStep>> eldest) {
            return size() > KEPT;
        }
    }
}
