package io.changeover.application;

import io.changeover.application.port.WatchStore;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.run.NotificationEvent;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.watch.Alarm;
import io.changeover.domain.watch.AlarmCode;
import io.changeover.domain.watch.Condition;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * The alarm that two sites of a plan are active, as runs raise and end it. It is that of the watch, which may raise and
 * end it, too. Every method takes part in the caller's transaction, which has the plan locked.
 */
public final class SplitAlarm {
    private final WatchStore watch;
    private final Announce announce;
    private final Clock clock;

    public SplitAlarm(WatchStore watch, Announce announce, Clock clock) {
        this.watch = watch;
        this.announce = announce;
        this.clock = clock;
    }

    /** People are told at once, and once. */
    void raise(PlanStatus status, String sentence) {
        if (open(status).isEmpty()) {
            Alarm alarm = watch.raise(Alarm.raised(status.id(), why(status, sentence), clock.instant()));
            announce.alarm(status, NotificationEvent.ALARM, alarm);
        }
    }

    /**
     * Ends it after a run in which a person may choose the site that serves, and that has read at its end that the other
     * one follows: nobody else does where the watch is off.
     *
     * @param status what the run has left
     */
    void follow(Run run, PlanStatus status) {
        boolean resolved = run.type().choosing()
                && run.outcome().filter(RunOutcome.COMPLETED::equals).isPresent()
                && status.state() == PlanState.ACTIVE;
        if (resolved) {
            open(status).map(alarm -> alarm.cleared(clock.instant())).ifPresent(over -> {
                watch.clear(over);
                announce.alarm(status, NotificationEvent.ALARM_CLEARED, over);
            });
        }
    }

    private Optional<Alarm> open(PlanStatus status) {
        String key = why(status, "").key();
        return watch.open(status.id()).stream()
                .filter(alarm -> alarm.key().equals(key))
                .findFirst();
    }

    private static Condition why(PlanStatus status, String sentence) {
        return new Condition(AlarmCode.TWO_ACTIVE, status.id().value(), Duration.ZERO, sentence);
    }
}
