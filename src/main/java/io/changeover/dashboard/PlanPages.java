package io.changeover.dashboard;

import io.changeover.application.Caller;
import io.changeover.application.PlanWatch;
import io.changeover.application.Readiness;
import io.changeover.application.port.PlanStore;
import io.changeover.connector.spi.Durations;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.plan.TriggerRule;
import io.changeover.domain.run.Blocker;
import io.changeover.domain.run.RunType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Makes the page of a plan. */
@Component
final class PlanPages {
    private static final int RUNS = 20;
    private static final String ACKNOWLEDGE =
            "You have looked at both sites and say at which one the service runs. Until a reprotect, nothing follows it.";
    private static final String REARM = "You have looked after a triggered failover: the trigger may act again.";
    private static final String MAINTENANCE =
            "People work on the plan: nobody is alarmed and nothing is triggered until it ends.";
    private static final String MAINTENANCE_END = "Alarms and triggers work again.";

    private final PlanWatch watch;
    private final PlanStore store;
    private final PlanCards cards;
    private final RunRows runs;
    private final Readiness readiness;

    PlanPages(PlanWatch watch, PlanStore store, PlanCards cards, RunRows runs, Readiness readiness) {
        this.watch = watch;
        this.store = store;
        this.cards = cards;
        this.runs = runs;
        this.readiness = readiness;
    }

    Optional<PlanPage> of(String name, Caller caller) {
        return id(name).flatMap(watch::seen).map(seen -> page(seen, caller));
    }

    static Optional<PlanId> id(String name) {
        try {
            return Optional.of(new PlanId(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private PlanPage page(PlanWatch.Seen seen, Caller caller) {
        PlanStatus status = seen.status();
        ProtectionPlan plan = seen.plan();
        return new PlanPage(
                cards.card(status, caller),
                plan.preferredSite().value(),
                Durations.format(plan.objectives().rpo()),
                Durations.format(plan.objectives().rto()),
                PlanPainter.of(seen),
                starts(status, plan, caller),
                controls(seen, caller),
                runs.newest(Optional.of(status.id()), RUNS),
                store.versions(status.id()).stream()
                        .map(one -> new PlanPage.Version(one.version(), one.appliedBy(), one.appliedAt()))
                        .toList());
    }

    /** What may start now comes first; a failback is offered instead of a switchover where it goes home. */
    private List<PlanCard.Start> starts(PlanStatus status, ProtectionPlan plan, Caller caller) {
        boolean home = status.activeSite().equals(plan.preferredSite());
        return Arrays.stream(RunType.values())
                .filter(type -> type != (home ? RunType.FAILBACK : RunType.SWITCHOVER))
                .map(type -> new PlanCard.Start(
                        type.wireName(),
                        PlanCards.label(type, status, plan),
                        readiness.blockers(caller, type, status.id()).stream()
                                .map(Blocker::sentence)
                                .toList()))
                .sorted(Comparator.comparing(
                        (PlanCard.Start one) -> !one.blockers().isEmpty()))
                .toList();
    }

    private static List<PlanPage.PlanControl> controls(PlanWatch.Seen seen, Caller caller) {
        Optional<String> right = Permissions.operates(caller)
                ? Optional.empty()
                : Optional.of("that needs the group " + Caller.OPERATORS);
        PlanStatus status = seen.status();
        List<PlanPage.PlanControl> controls = new ArrayList<>();
        Optional<String> held = status.holder().map(run -> "run %s holds the plan".formatted(run));
        Optional<String> split = Optional.of("a statement does not end a split brain, a run that resolves it does")
                .filter(why -> status.state() == PlanState.SPLIT_BRAIN);
        controls.add(new PlanPage.PlanControl(
                control(
                        status,
                        "acknowledge",
                        "Say where the service runs",
                        ACKNOWLEDGE,
                        right.or(() -> split).or(() -> held)),
                true,
                false));
        if (seen.plan().trigger().mode() != TriggerRule.Mode.MANUAL) {
            Optional<String> armed = seen.coolDown().isPresent()
                    ? Optional.empty()
                    : Optional.of("nothing keeps the trigger from acting");
            controls.add(new PlanPage.PlanControl(
                    control(status, "rearm", "Arm the trigger again", REARM, right.or(() -> armed)), false, false));
        }
        controls.add(
                seen.maintenance().isPresent()
                        ? new PlanPage.PlanControl(
                                control(status, "maintenance/end", "End the maintenance", MAINTENANCE_END, right),
                                false,
                                false)
                        : new PlanPage.PlanControl(
                                control(status, "maintenance", "Begin maintenance", MAINTENANCE, right), false, true));
        return controls;
    }

    private static ControlView control(
            PlanStatus status, String verb, String label, String explanation, Optional<String> refusal) {
        String path = "/plans/%s/%s".formatted(status.id(), verb);
        return new ControlView(verb.replace('/', '-'), path, label, explanation, Tone.NEUTRAL, refusal.orElse(null));
    }
}
