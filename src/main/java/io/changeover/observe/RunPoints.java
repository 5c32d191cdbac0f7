package io.changeover.observe;

import io.changeover.application.port.Figures;
import io.changeover.domain.run.Notification;
import java.time.Duration;

/** What runs, steps, questions, alarms and notifications amount to. */
public final class RunPoints {
    private static final double MILLIS = 1000.0;

    private final Figures figures;

    public RunPoints(Figures figures) {
        this.figures = figures;
    }

    void read(Points points) {
        figures.active()
                .forEach(one -> points.add(
                        Measure.RUNS_ACTIVE, one.count(), one.plan(), one.type().wireName(), one.state()));
        figures.ended()
                .forEach(one -> points.add(
                        Measure.RUNS_ENDED, one.count(), one.plan(), one.type().wireName(), one.outcome()));
        figures.last().forEach(one -> last(points, one));
        figures.steps().forEach(one -> points.add(Measure.STEPS_ACTIVE, one.count(), one.plan(), one.state()));
        figures.waiting().forEach(one -> {
            points.add(Measure.DECISIONS, one.count(), one.plan(), one.kind());
            points.add(Measure.DECISION_OLDEST, one.oldest(), one.plan(), one.kind());
        });
        figures.alarms().forEach(one -> points.add(Measure.ALARMS, one.count(), one.plan(), one.code()));
        figures.untold().forEach(one -> untold(points, one));
    }

    private static void last(Points points, Figures.Last one) {
        String type = one.type().wireName();
        double seconds = Duration.between(one.startedAt(), one.endedAt()).toMillis() / MILLIS;
        points.add(Measure.RUN_DURATION, seconds, one.plan(), type);
        points.add(Measure.RUN_ENDED, one.endedAt(), one.plan(), type);
    }

    private static void untold(Points points, Figures.Untold one) {
        if (one.state() == Notification.State.GIVEN_UP) {
            points.add(Measure.GIVEN_UP, one.count(), one.plan(), one.receiver());
            return;
        }
        points.add(Measure.UNTOLD, one.count(), one.plan(), one.receiver());
        points.add(Measure.UNTOLD_OLDEST, one.oldest(), one.plan(), one.receiver());
    }
}
