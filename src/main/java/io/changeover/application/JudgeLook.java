package io.changeover.application;

import io.changeover.application.port.PlanStore;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.StepStore;
import io.changeover.application.port.WatchStore;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.run.NotificationEvent;
import io.changeover.domain.run.Run;
import io.changeover.domain.watch.Alarm;
import io.changeover.domain.watch.Judgement;
import io.changeover.domain.watch.Look;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/** Draws the conclusions of a look: the plan's state and its alarms, and who is told of them. Thread-safe. */
public final class JudgeLook {
    private final PlanStore plans;
    private final RunStore runs;
    private final StepStore steps;
    private final WatchStore store;
    private final Holds holds;
    private final Announce announce;
    private final Changes changes;

    public JudgeLook(
            PlanStore plans,
            RunStore runs,
            StepStore steps,
            WatchStore store,
            Holds holds,
            Announce announce,
            Changes changes) {
        this.plans = plans;
        this.runs = runs;
        this.steps = steps;
        this.store = store;
        this.holds = holds;
        this.announce = announce;
        this.changes = changes;
    }

    /** Whether a run is changing something for the plan, so that what is seen is between two states. */
    public boolean moving(PlanStatus status) {
        if (status.state() == PlanState.MOVING) {
            return true;
        }
        return status.state() != PlanState.TESTING
                && status.holder()
                        .flatMap(runs::find)
                        .filter(run -> !run.dryRun())
                        .map(Run::id)
                        .filter(steps::hasChanged)
                        .isPresent();
    }

    /**
     * Judges a look, and makes what follows true.
     *
     * @param before the plan's status when the look began; if it is another one by now, nothing follows
     * @param movingBefore whether a run was changing something when the look began
     * @param since since when each thing has been wrong, from the judgement before
     * @return since when each thing has been wrong now
     */
    Map<String, Instant> judge(Look look, PlanStatus before, boolean movingBefore, Map<String, Instant> since) {
        Judgement first = judgement(look, before, movingBefore, since);
        boolean quiet = first.change().isEmpty()
                && first.raise().isEmpty()
                && first.clear().isEmpty();
        if (quiet) {
            return first.since();
        }
        return changes.make(() -> {
            PlanStatus now = plans.lock(before.id()).orElseThrow();
            boolean other = !same(before, now) || moving(now);
            Judgement judgement = judgement(look, now, movingBefore || other, since);
            apply(look, now, judgement);
            return judgement.since();
        });
    }

    private static boolean same(PlanStatus before, PlanStatus now) {
        return before.state() == now.state()
                && before.epoch() == now.epoch()
                && before.version() == now.version()
                && before.runs() == now.runs()
                && Objects.equals(before.holder(), now.holder());
    }

    private Judgement judgement(Look look, PlanStatus status, boolean moving, Map<String, Instant> since) {
        boolean maintenance = holds.maintenance(status.id()).isPresent();
        return Judgement.of(
                look, new Judgement.Before(status.state(), maintenance, moving, store.open(status.id()), since));
    }

    private void apply(Look look, PlanStatus now, Judgement judgement) {
        PlanStatus after = judgement
                .change()
                .map(change -> now.in(change.to(), change.cause(), change.note()))
                .orElse(now);
        if (judgement.change().isPresent()) {
            plans.update(after);
        }
        judgement.clear().forEach(alarm -> {
            Alarm over = alarm.cleared(look.at());
            store.clear(over);
            announce.alarm(after, NotificationEvent.ALARM_CLEARED, over);
        });
        judgement.raise().forEach(why -> {
            Alarm alarm = store.raise(Alarm.raised(now.id(), why, look.at()));
            announce.alarm(after, NotificationEvent.ALARM, alarm);
        });
    }
}
