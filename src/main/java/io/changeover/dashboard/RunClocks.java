package io.changeover.dashboard;

import io.changeover.application.Forecast;
import io.changeover.application.Outlook;
import io.changeover.application.Plans;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.plan.Route;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OutageSpan;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.StepRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Measures outages by the one definition there is, and asks earlier runs how long the rest will take. */
@Component
final class RunClocks {
    private static final int KEPT = 100;

    private final Plans plans;
    private final Forecast forecast;
    private final Outlook outlook;
    private final Clock clock;

    /** By run: what came before a run does not change while it is under way. */
    private final Map<RunId, Optional<Duration>> usual = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<RunId, Optional<Duration>> eldest) {
            return size() > KEPT;
        }
    });

    RunClocks(Plans plans, Forecast forecast, Outlook outlook, Clock clock) {
        this.plans = plans;
        this.forecast = forecast;
        this.outlook = outlook;
        this.clock = clock;
    }

    Optional<Outlook.Ahead> ahead(Run run, List<StepRecord> passed) {
        return outlook.of(run, passed, clock.instant());
    }

    RunClock of(Run run, List<OperationRecord> operations, Optional<Outlook.Ahead> ahead) {
        ProtectionPlan plan = plans.of(run);
        boolean moves = run.type().moving() && !run.dryRun();
        Set<String> routes = plan.routes().stream().map(Route::name).collect(Collectors.toSet());
        Optional<OutageSpan> outage = OutageSpan.of(run, routes, operations);
        return new RunClock(
                outage.map(OutageSpan::begin).orElse(null),
                outage.flatMap(OutageSpan::length).orElse(null),
                !run.open(),
                moves ? plan.objectives().rto() : null,
                moves && run.open() ? usual(run, plan).orElse(null) : null,
                ahead.map(Outlook.Ahead::left).orElse(null),
                ahead.map(Outlook.Ahead::samples).orElse(0));
    }

    /** Asks the database without a lock: whoever else asks at the same time asks for themselves. */
    private Optional<Duration> usual(Run run, ProtectionPlan plan) {
        Optional<Duration> known = usual.get(run.id());
        if (known != null) {
            return known;
        }
        Optional<Duration> found = forecast.outage(plan);
        usual.putIfAbsent(run.id(), found);
        return found;
    }
}
