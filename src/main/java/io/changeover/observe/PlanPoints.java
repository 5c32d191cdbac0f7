package io.changeover.observe;

import io.changeover.application.Drills;
import io.changeover.application.Holds;
import io.changeover.application.Plans;
import io.changeover.application.port.PlanStore;
import io.changeover.application.port.WatchStore;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.site.SiteId;
import io.changeover.domain.watch.Sight;
import java.time.Duration;

/** How plans stand, and how far their datasets are behind. */
public final class PlanPoints {
    private static final double MILLIS = 1000.0;

    private final PlanStore store;
    private final Plans plans;
    private final WatchStore watch;
    private final Drills drills;
    private final Holds holds;

    public PlanPoints(PlanStore store, Plans plans, WatchStore watch, Drills drills, Holds holds) {
        this.store = store;
        this.plans = plans;
        this.watch = watch;
        this.drills = drills;
        this.holds = holds;
    }

    void read(Points points) {
        points.add(Measure.STARTS_FROZEN, holds.freeze().isPresent());
        for (PlanStatus status : store.all()) {
            ProtectionPlan plan = plans.version(status.id(), status.version());
            standing(points, status, plan);
            drills(points, status);
            lags(points, status, plan);
        }
    }

    private void standing(Points points, PlanStatus status, ProtectionPlan plan) {
        for (PlanState state : PlanState.values()) {
            points.add(Measure.PLAN_STATE, state == status.state(), status.id(), state);
        }
        for (SiteId site : plan.sites().keySet()) {
            boolean serves = status.state().serving() && site.equals(status.activeSite());
            points.add(Measure.PLAN_ACTIVE, serves, status.id(), site);
        }
        points.add(Measure.PLAN_HELD, status.holder().isPresent(), status.id());
        points.add(Measure.PLAN_MAINTENANCE, holds.maintenance(status.id()).isPresent(), status.id());
        points.add(Measure.PLAN_OBJECTIVE, seconds(plan.objectives().rpo()), status.id(), "rpo");
        points.add(Measure.PLAN_OBJECTIVE, seconds(plan.objectives().rto()), status.id(), "rto");
    }

    private void drills(Points points, PlanStatus status) {
        Drills.Standing standing = drills.of(status);
        points.add(Measure.DRILL_OVERDUE, standing.overdue(), status.id());
        standing.passed().ifPresent(at -> points.add(Measure.DRILL_PASSED, at, status.id()));
    }

    private void lags(Points points, PlanStatus status, ProtectionPlan plan) {
        plan.datasets()
                .forEach(dataset -> points.add(
                        Measure.LAG_OBJECTIVE,
                        seconds(dataset.rpo().orElse(plan.objectives().rpo())),
                        status.id(),
                        dataset.name()));
        watch.now(status.id()).ifPresent(now -> {
            points.add(Measure.WATCHED, now.at(), status.id());
            now.sights().stream()
                    .filter(sight -> sight.what() == Sight.What.LAG)
                    .forEach(sight -> lag(points, status, sight));
        });
    }

    private static void lag(Points points, PlanStatus status, Sight sight) {
        boolean known = sight.lag().age().isPresent() || sight.lag().bytes().isPresent();
        points.add(Measure.LAG_KNOWN, known, status.id(), sight.name());
        sight.lag().age().ifPresent(age -> points.add(Measure.LAG, seconds(age), status.id(), sight.name()));
        sight.lag().bytes().ifPresent(bytes -> points.add(Measure.LAG_BYTES, bytes, status.id(), sight.name()));
    }

    private static double seconds(Duration length) {
        return length.toMillis() / MILLIS;
    }
}
