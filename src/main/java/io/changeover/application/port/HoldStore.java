package io.changeover.application.port;

import io.changeover.domain.plan.Hold;
import io.changeover.domain.plan.PlanId;
import java.util.List;
import java.util.Optional;

/** Keeps what is held back, and by whom. Takes part in the caller's transaction. */
public interface HoldStore {
    /** Those of that kind that nobody has ended, of the plan or, without one, of the whole server; newest first. */
    List<Hold> open(Hold.Kind kind, Optional<PlanId> plan);

    /** Writes one down. */
    void begin(Hold hold);

    /** Writes down how one was ended. */
    void end(Hold hold);

    /** All of a plan or of the whole server, newest first, at most so many. */
    List<Hold> newest(Optional<PlanId> plan, int most);
}
