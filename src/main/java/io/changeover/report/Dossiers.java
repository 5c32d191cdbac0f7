package io.changeover.report;

import io.changeover.application.Drills;
import io.changeover.application.Plans;
import io.changeover.application.RefusedException;
import io.changeover.application.port.HoldStore;
import io.changeover.application.port.PlanStore;
import io.changeover.application.port.WatchStore;
import io.changeover.domain.plan.Hold;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunEvent;
import io.changeover.domain.run.RunId;
import io.changeover.report.Dossier.Achieved;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Reads what is kept of plans. What an ended run achieved never changes, so it is worked out once. Thread-safe. */
@Component
final class Dossiers {
    private static final int MOST_HOLDS = 2_000;
    private static final int MOST_ALARMS = 10_000;
    private static final int MOST_SAMPLES = 200_000;
    private static final int REMEMBERED = 5_000;

    private final PlanStore plans;
    private final Plans read;
    private final WatchStore watch;
    private final HoldStore holds;
    private final Drills drills;
    private final RunFiles runs;
    private final Map<RunId, Achieved> known = new ConcurrentHashMap<>();

    Dossiers(PlanStore plans, Plans read, WatchStore watch, HoldStore holds, Drills drills, RunFiles runs) {
        this.plans = plans;
        this.read = read;
        this.watch = watch;
        this.holds = holds;
        this.drills = drills;
        this.runs = runs;
    }

    /**
     * One of each plan of these names, or of every plan where none is named; by name. Each is read when it is asked for,
     * so that not all of them are in memory together.
     *
     * @throws RefusedException if there is no plan of one of the names
     */
    Stream<Dossier> of(Collection<String> names, Period period, Instant now) {
        List<PlanStatus> all = plans.all();
        Set<String> there = all.stream().map(status -> status.id().value()).collect(Collectors.toSet());
        names.stream().filter(name -> !there.contains(name)).findFirst().ifPresent(name -> {
            throw RefusedException.because("PLAN_UNKNOWN", "there is no plan '%s'".formatted(name));
        });
        return all.stream()
                .filter(status -> names.isEmpty() || names.contains(status.id().value()))
                .map(status -> of(status, period, now));
    }

    /** Freezes of the whole server that meet the period. */
    List<Hold> freezes(Period period) {
        return holds(Optional.empty(), period);
    }

    private Dossier of(PlanStatus status, Period period, Instant now) {
        PlanId plan = status.id();
        List<Run> met = runs.of(plan).stream()
                .filter(run -> period.meets(run.startedAt(), run.endedAt()))
                .sorted(Comparator.comparing(Run::startedAt))
                .toList();
        Map<RunId, Achieved> achieved = new HashMap<>();
        met.stream()
                .filter(run -> run.type().moving() && !run.dryRun() && !run.open())
                .forEach(run -> achieved.put(run.id(), achieved(run)));
        return new Dossier(
                now,
                status,
                read.version(plan, status.version()),
                plans.versions(plan).stream()
                        .filter(one -> period.contains(one.appliedAt()))
                        .toList(),
                met,
                achieved,
                met.stream().flatMap(this::events).toList(),
                watch.alarms(plan, MOST_ALARMS).stream()
                        .filter(one -> period.meets(one.raisedAt(), one.clearedAt()))
                        .toList(),
                watch.series(plan, Optional.empty(), period.begin(), MOST_SAMPLES).stream()
                        .filter(one -> one.at().isBefore(period.end()))
                        .toList(),
                holds(Optional.of(plan), period),
                drills.of(status));
    }

    private List<Hold> holds(Optional<PlanId> plan, Period period) {
        return holds.newest(plan, MOST_HOLDS).stream()
                .filter(one -> period.meets(one.begunAt(), one.end().map(Hold.End::at)))
                .toList();
    }

    private Achieved achieved(Run run) {
        if (known.size() > REMEMBERED) {
            known.clear();
        }
        return known.computeIfAbsent(run.id(), id -> {
            RunReport report = runs.report(run);
            return new Achieved(report.outage(), report.recoveryPoint());
        });
    }

    private Stream<RunEvent> events(Run run) {
        return runs.events(run).stream();
    }
}
