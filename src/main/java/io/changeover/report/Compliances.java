package io.changeover.report;

import io.changeover.application.Drills;
import io.changeover.domain.plan.Hold;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunType;
import io.changeover.report.Compliance.Breach;
import io.changeover.report.Compliance.DrillRow;
import io.changeover.report.Compliance.DrillState;
import io.changeover.report.Compliance.Gap;
import io.changeover.report.Compliance.Measure;
import io.changeover.report.Compliance.Move;
import io.changeover.report.Compliance.PlanRow;
import io.changeover.report.Compliance.Totals;
import io.changeover.report.Dossier.Achieved;
import io.changeover.report.RunReport.Objective;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Judges how plans stood over a period. Reads nothing but dossiers, so the same dossiers give the same report. */
final class Compliances {
    private final Period period;
    private final Instant now;
    private final List<Hold> freezes;

    Compliances(Period period, Instant now, List<Hold> freezes) {
        this.period = period;
        this.now = now;
        this.freezes = freezes;
    }

    /** Takes one after the other and keeps none, as each may be large. */
    Compliance of(Stream<Dossier> dossiers) {
        List<PlanRow> plans = dossiers.sequential().map(this::plan).toList();
        return new Compliance(period.first(), period.last(), now, totals(plans), plans);
    }

    private static Totals totals(List<PlanRow> plans) {
        return new Totals(
                plans.size(),
                (int) plans.stream().filter(PlanRow::compliant).count(),
                sum(plans, PlanRow::moves),
                sum(plans, PlanRow::drills),
                sum(plans, PlanRow::breaches),
                sum(plans, PlanRow::gaps),
                sum(plans, PlanRow::actions));
    }

    private static int sum(List<PlanRow> plans, Function<PlanRow, List<?>> part) {
        return plans.stream().map(part).mapToInt(List::size).sum();
    }

    private PlanRow plan(Dossier dossier) {
        List<Breach> breaches = Breaches.of(dossier);
        List<Gap> gaps = Gaps.of(dossier);
        Instant end = period.end().isBefore(now) ? period.end() : now;
        return new PlanRow(
                dossier.status().id().value(),
                dossier.status().version(),
                dossier.status().state(),
                dossier.status().activeSite().value(),
                dossier.plan().preferredSite().value(),
                breaches.isEmpty() && gaps.isEmpty(),
                worst(
                        dossier,
                        dossier.plan().objectives().rto(),
                        one -> new Measure(
                                one.outage().achieved(),
                                one.outage().objective(),
                                one.outage().verdict())),
                worst(
                        dossier,
                        dossier.plan().objectives().rpo(),
                        one -> new Measure(
                                one.loss().achieved(),
                                one.loss().objective(),
                                one.loss().verdict())),
                moves(dossier),
                drill(dossier.drill()),
                drills(dossier),
                LagRows.of(dossier.plan(), dossier.samples(), end),
                alarmsSince(dossier),
                breaches,
                gaps,
                Deeds.of(dossier, freezes, period));
    }

    /** Cleared alarms are kept no longer than the plan says. */
    private Instant alarmsSince(Dossier dossier) {
        Instant kept = now.minus(dossier.plan().watch().keep());
        return kept.isAfter(period.begin()) ? kept : period.begin();
    }

    /** The worst verdict of all; of those that are equal, the longest time. */
    private static Measure worst(Dossier dossier, Duration objective, Function<Achieved, Measure> which) {
        List<Measure> all = dossier.achieved().values().stream().map(which).toList();
        return Stream.of(Objective.MISSED, Objective.UNKNOWN, Objective.MET)
                .map(verdict ->
                        all.stream().filter(one -> one.verdict() == verdict).toList())
                .filter(some -> !some.isEmpty())
                .findFirst()
                .map(some -> longest(some))
                .orElse(new Measure(null, objective, Objective.NOT_APPLICABLE));
    }

    private static Measure longest(List<Measure> some) {
        return some.stream()
                .max(Comparator.comparing(
                        one -> Optional.ofNullable(one.achieved()).orElse(Duration.ZERO)))
                .orElseThrow();
    }

    private static List<Move> moves(Dossier dossier) {
        return dossier.runs().stream()
                .flatMap(run ->
                        Optional.ofNullable(dossier.achieved().get(run.id()))
                                .map(achieved -> move(run, achieved))
                                .stream())
                .toList();
    }

    private static Move move(Run run, Achieved achieved) {
        return new Move(
                run.id().value(),
                run.type(),
                run.source().value(),
                run.target().value(),
                run.startedAt(),
                run.endedAt().orElse(null),
                run.outcome().orElse(null),
                achieved.outage().achieved(),
                achieved.outage().verdict(),
                achieved.loss().achieved(),
                achieved.loss().verdict());
    }

    private static DrillState drill(Drills.Standing drill) {
        return new DrillState(
                drill.wanted(),
                drill.last().map(run -> run.id().value()).orElse(null),
                drill.last().flatMap(Run::outcome).orElse(null),
                drill.passed().orElse(null),
                drill.due().orElse(null),
                drill.overdue());
    }

    private static List<DrillRow> drills(Dossier dossier) {
        return dossier.runs().stream()
                .filter(run -> run.type() == RunType.DRILL && !run.dryRun() && !run.open())
                .map(run -> new DrillRow(
                        run.id().value(),
                        run.startedAt(),
                        run.endedAt().orElse(null),
                        run.outcome().orElse(null)))
                .toList();
    }
}
