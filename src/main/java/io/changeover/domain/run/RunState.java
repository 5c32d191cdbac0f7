package io.changeover.domain.run;

import java.util.Map;
import java.util.Set;

/** Where a run is. How it went is its {@link RunOutcome}. */
public enum RunState {
    /** Steps are under way, or a person or a window is waited for. */
    RUNNING,
    /** A person has paused it: operations under way end, none begins. */
    PAUSED,
    /** A person has aborted it: operations under way are cancelled, then what was done is undone. */
    ABORTING,
    /** Nothing of it will happen any more. */
    ENDED;

    private static final Map<RunState, Set<RunState>> NEXT = Map.of(
            RUNNING, Set.of(PAUSED, ABORTING, ENDED),
            PAUSED, Set.of(RUNNING, ABORTING, ENDED),
            ABORTING, Set.of(ENDED),
            ENDED, Set.of());

    /** Whether a run may go from here to there. */
    public boolean mayBecome(RunState next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }
}
