package io.changeover.observe;

import io.changeover.application.port.OperationExecutor;
import io.changeover.connector.spi.Verdict;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.Run;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures operations, and has what is logged meanwhile name them. Thread-safe. */
public final class ObservedExecutor implements OperationExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(ObservedExecutor.class);
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(50),
        Duration.ofMillis(200),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5)
    };

    private final OperationExecutor executor;
    private final MeterRegistry meters;

    public ObservedExecutor(OperationExecutor executor, MeterRegistry meters) {
        this.executor = executor;
        this.meters = meters;
    }

    @Override
    public OperationRecord execute(
            ProtectionPlan plan, Run run, OperationRecord operation, Map<String, String> variables)
            throws InterruptedException {
        String what = "%s %s@%s".formatted(operation.operation(), operation.target(), operation.site());
        Timer.Sample sample = Timer.start(meters);
        String result = "interrupted";
        try (LogFields fields = new LogFields()) {
            fields.with(LogFields.PLAN, run.plan())
                    .with(LogFields.RUN, run.id())
                    .with(LogFields.STEP, operation.step())
                    .with(LogFields.OPERATION, what);
            OperationRecord ended = executor.execute(plan, run, operation, variables);
            result = result(ended);
            LOG.debug("{}: {} after {} attempts", what, result, ended.attempts());
            return ended;
        } finally {
            sample.stop(Timer.builder("changeover.operation")
                    .description("Operations that connectors have carried out, retries included")
                    .tag("operation", name(operation.operation()))
                    .tag("result", result)
                    .serviceLevelObjectives(BUCKETS)
                    .register(meters));
        }
    }

    private static String result(OperationRecord ended) {
        if (ended.state() == OperationState.DONE) {
            return ended.outcome().map(ObservedExecutor::name).orElse("done");
        }
        return ended.verdict().map(Verdict::name).orElse("failed").toLowerCase(Locale.ROOT);
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
