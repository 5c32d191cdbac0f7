package io.changeover.application.port;

import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.Notification;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.run.RunState;
import io.changeover.domain.run.RunType;
import io.changeover.domain.run.StepState;
import io.changeover.domain.watch.AlarmCode;
import java.time.Instant;
import java.util.List;

/** Counts what the records hold, for those who watch the server. Each answer is of one moment. */
public interface Figures {
    /** So many runs of a plan are not over. */
    record Active(PlanId plan, RunType type, RunState state, long count) {}

    /** So many runs of a plan have ended so, since there are records. */
    record Ended(PlanId plan, RunType type, RunOutcome outcome, long count) {}

    /** The last run of that type that has reached its goal and was no dry run. */
    record Last(PlanId plan, RunType type, Instant startedAt, Instant endedAt) {}

    /** So many questions of a plan wait for an answer, the oldest since then. */
    record Waiting(PlanId plan, Decision.Kind kind, long count, Instant oldest) {}

    /** So many steps of runs under way are in that state. */
    record Steps(PlanId plan, StepState state, long count) {}

    /** So many alarms of that kind hold. */
    record Alarms(PlanId plan, AlarmCode code, long count) {}

    /** So many notifications of a receiver that were not accepted, the oldest written then. */
    record Untold(PlanId plan, String receiver, Notification.State state, long count, Instant oldest) {}

    /** The runs that are not over. */
    List<Active> active();

    /** The runs that are over. */
    List<Ended> ended();

    /** The last ones that reached their goal. */
    List<Last> last();

    /** The questions that nobody has answered. */
    List<Waiting> waiting();

    /** The steps of the runs that are not over. */
    List<Steps> steps();

    /** The alarms that hold. */
    List<Alarms> alarms();

    /** What is still to be told, and what was given up. */
    List<Untold> untold();
}
