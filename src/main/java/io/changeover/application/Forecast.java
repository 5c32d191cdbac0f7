package io.changeover.application;

import io.changeover.application.port.RunStore;
import io.changeover.application.port.StepStore;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.plan.Route;
import io.changeover.domain.run.OutageSpan;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How long the service is likely to be away, from the last runs of the same kind. */
public final class Forecast {
    private static final int LOOK_BACK = 50;
    private static final int SAMPLES = 5;

    private final RunStore runs;
    private final StepStore steps;

    public Forecast(RunStore runs, StepStore steps) {
        this.runs = runs;
        this.steps = steps;
    }

    /** The median outage of the last completed runs that moved this plan; empty before the first. */
    public Optional<Duration> outage(ProtectionPlan plan) {
        List<Duration> seen = runs.newest(Optional.of(plan.id()), LOOK_BACK).stream()
                .filter(run -> run.type().moving() && !run.dryRun())
                .filter(run -> run.outcome().filter(RunOutcome::good).isPresent())
                .limit(SAMPLES)
                .flatMap(run -> outage(run, plan).stream())
                .sorted()
                .toList();
        return seen.isEmpty() ? Optional.empty() : Optional.of(seen.get(seen.size() / 2));
    }

    /** The same, or the plan's objective before the first run. */
    public Duration outageOrObjective(ProtectionPlan plan) {
        return outage(plan).orElse(plan.objectives().rto());
    }

    private Optional<Duration> outage(Run run, ProtectionPlan plan) {
        Set<String> routes = plan.routes().stream().map(Route::name).collect(Collectors.toSet());
        return OutageSpan.of(run, routes, steps.operationsOf(run.id())).flatMap(OutageSpan::length);
    }
}
