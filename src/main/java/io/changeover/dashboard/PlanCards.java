package io.changeover.dashboard;

import io.changeover.application.Caller;
import io.changeover.application.Drills;
import io.changeover.application.Plans;
import io.changeover.application.Protection;
import io.changeover.application.Readiness;
import io.changeover.application.port.DecisionStore;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.StepStore;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.Blocker;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunType;
import io.changeover.domain.run.StepRecord;
import io.changeover.domain.site.SiteId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes the cards of the overview. */
@Component
final class PlanCards {
    private final Plans plans;
    private final RunStore runs;
    private final StepStore steps;
    private final DecisionStore decisions;
    private final Protection protection;
    private final PlanSights sights;
    private final Drills drills;
    private final Readiness readiness;

    PlanCards(
            Plans plans,
            RunStore runs,
            StepStore steps,
            DecisionStore decisions,
            Protection protection,
            PlanSights sights,
            Drills drills,
            Readiness readiness) {
        this.plans = plans;
        this.runs = runs;
        this.steps = steps;
        this.decisions = decisions;
        this.protection = protection;
        this.sights = sights;
        this.drills = drills;
        this.readiness = readiness;
    }

    PlanCard card(PlanStatus status, Caller caller) {
        ProtectionPlan plan = plans.version(status.id(), status.version());
        Optional<Run> holder = status.holder().flatMap(runs::find);
        PlanCard.Seen seen = sights.of(status.id());
        Tone tone = Sentences.tone(status);
        return new PlanCard(
                status.id().value(),
                status.version(),
                tone == Tone.GOOD && !seen.wrong().isEmpty() ? Tone.WARNING : tone,
                Sentences.state(status),
                status.state() == PlanState.MOVING ? null : status.activeSite().value(),
                plan.otherSite(status.activeSite()).value(),
                status.epoch(),
                holder.map(this::now).orElse(null),
                waiting(status),
                drill(drills.of(status)),
                next(status, plan, caller),
                seen);
    }

    private static PlanCard.@Nullable Drill drill(Drills.Standing standing) {
        if (!standing.wanted() && standing.last().isEmpty()) {
            return null;
        }
        return new PlanCard.Drill(
                standing.last().map(run -> run.id().value()).orElse(null),
                standing.last().map(run -> Sentences.brief(run, false)).orElse(null),
                standing.last().flatMap(Run::endedAt).orElse(null),
                standing.overdue());
    }

    private PlanCard.RunNow now(Run run) {
        List<StepRecord> all = steps.ofRun(run.id());
        String step = all.isEmpty() ? "starting" : all.get(all.size() - 1).name();
        return new PlanCard.RunNow(run.id().value(), run.runbook(), step, run.startedAt(), run.dryRun());
    }

    /** What the run that holds the plan asks, and what an earlier one has left to do. */
    private List<PlanCard.Waiting> waiting(PlanStatus status) {
        Stream<Decision> now = status.holder().stream().flatMap(run -> decisions.open(Optional.of(run)).stream());
        return Stream.concat(now, protection.task(status.id()).stream())
                .map(one -> new PlanCard.Waiting(one.run().value(), one.question(), one.group(), one.askedAt()))
                .toList();
    }

    /** The planned move that would be the plan's next one, and what is against it. */
    private List<PlanCard.Start> next(PlanStatus status, ProtectionPlan plan, Caller caller) {
        boolean home = status.activeSite().equals(plan.preferredSite());
        RunType type = home ? RunType.SWITCHOVER : RunType.FAILBACK;
        List<String> blockers = readiness.blockers(caller, type, status.id()).stream()
                .map(Blocker::sentence)
                .toList();
        return List.of(new PlanCard.Start(type.wireName(), label(type, status, plan), blockers));
    }

    /** What a button says that starts a run of that type. */
    static String label(RunType type, PlanStatus status, ProtectionPlan plan) {
        SiteId active = status.activeSite();
        SiteId other = plan.otherSite(active);
        return switch (type) {
            case SWITCHOVER -> "Switchover %s → %s".formatted(active, other);
            case FAILBACK -> "Failback %s → %s".formatted(active, other);
            case FAILOVER -> "Failover %s → %s, as %s is lost".formatted(active, other, active);
            case REPROTECT -> "Reprotect %s from %s".formatted(other, active);
            case DRILL -> "Drill at %s".formatted(other);
            case UNCERTAIN_RESTART -> "Restart where it is not known which site is active";
            case RESOLVE_SPLIT_BRAIN -> "Resolve a split brain";
        };
    }
}
