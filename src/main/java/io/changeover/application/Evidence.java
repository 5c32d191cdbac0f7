package io.changeover.application;

import io.changeover.application.port.StepStore;
import io.changeover.connector.spi.Durations;
import io.changeover.connector.spi.Operation;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.replication.Lag;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What an approver is shown: what was read, not what is hoped. */
public final class Evidence {
    private final Plans plans;
    private final StepStore steps;
    private final Forecast forecast;

    public Evidence(Plans plans, StepStore steps, Forecast forecast) {
        this.plans = plans;
        this.steps = steps;
        this.forecast = forecast;
    }

    /** The lag of every dataset as last measured in the run, for one line. */
    public String lag(Run run) {
        List<String> parts = new ArrayList<>();
        lags(run).forEach((dataset, lag) -> parts.add(dataset + " " + lag));
        return parts.isEmpty() ? "no dataset is replicated" : String.join(", ", parts);
    }

    /** The expected outage, for one line. */
    public String expectedOutage(Run run) {
        ProtectionPlan plan = plans.of(run);
        String objective = "objective " + Durations.format(plan.objectives().rto());
        return forecast.outage(plan)
                .map(outage -> Durations.format(outage) + " (median of the last runs; " + objective + ")")
                .orElse("not known before the first run (" + objective + ")");
    }

    /** Everything that was read for this run so far, one line each. */
    public List<String> lines(Run run) {
        List<String> lines = new ArrayList<>();
        lines.add("plan %s version %d, epoch %d".formatted(run.plan(), run.planVersion(), run.epoch()));
        lines.add("lag: " + lag(run));
        lines.add("expected outage: " + expectedOutage(run));
        List<OperationRecord> read = steps.operationsOf(run.id());
        read.stream().filter(one -> !isFitHost(one)).forEach(operation -> lines.add(line(operation)));
        long hosts = read.stream()
                .filter(Evidence::isFitHost)
                .map(OperationRecord::target)
                .distinct()
                .count();
        if (hosts > 0) {
            lines.add(hosts == 1 ? "the one host is fit" : hosts + " hosts are fit: logins, clocks, room");
        }
        return lines;
    }

    private static boolean isFitHost(OperationRecord operation) {
        return operation.operation() == Operation.PROBE && operation.state() == OperationState.DONE;
    }

    private static String line(OperationRecord operation) {
        String target = "%s at %s".formatted(operation.target(), operation.site());
        String message = operation.message().orElse(operation.state().name().toLowerCase(Locale.ROOT));
        String said = message.startsWith(operation.target()) ? message : target + ": " + message;
        return operation.state() == OperationState.DONE ? said : operation.state() + ": " + said;
    }

    /** What failed in a step, one line for each operation, and how the consistency groups of these stand. */
    public List<String> failures(Run run, String step) {
        ProtectionPlan plan = plans.of(run);
        List<OperationRecord> all = steps.operations(step);
        List<OperationRecord> failed = Failures.of(plan, all);
        return Stream.concat(
                        failed.stream().map(Evidence::failure), new Consistency(plan, all).sentences(failed).stream())
                .toList();
    }

    /** Why datasets do not follow, one line each. */
    public List<String> unprotected(Run run) {
        return steps.operationsOf(run.id()).stream()
                .filter(one -> one.operation() == Operation.PROTECT && one.state() != OperationState.DONE)
                .map(Evidence::failure)
                .toList();
    }

    private static String failure(OperationRecord operation) {
        return "%s %s at %s: %s"
                .formatted(
                        operation.operation().name().toLowerCase(Locale.ROOT),
                        operation.target(),
                        operation.site(),
                        operation.message().orElse("no message"));
    }

    private Map<String, Lag> lags(Run run) {
        Map<String, Lag> lags = new java.util.LinkedHashMap<>();
        for (OperationRecord operation : steps.operationsOf(run.id())) {
            if (operation.operation() == Operation.MEASURE) {
                Optional<Long> bytes =
                        Optional.ofNullable(operation.outputs().get("lagBytes")).map(Long::parseLong);
                Optional<Duration> age = Optional.ofNullable(operation.outputs().get("lagMillis"))
                        .map(text -> Duration.ofMillis(Long.parseLong(text)));
                lags.put(operation.target(), new Lag(bytes.map(OptionalLong::of).orElse(OptionalLong.empty()), age));
            }
        }
        return lags;
    }
}
