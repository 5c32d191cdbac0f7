package io.changeover.domain.run;

import java.util.Map;
import java.util.Set;

/** Where a step is. */
public enum StepState {
    /** Its operations are written and a worker is asked for, or at work. */
    OPEN,
    /** Operations failed; a person decides. */
    DECIDING,
    /** Every operation ended well. */
    DONE,
    /** Operations were skipped by a person's decision, the others ended well. */
    SKIPPED,
    /** Operations failed and the diagram has a path for it. */
    FAILED,
    /** The run ended or was aborted while it was open. */
    CANCELLED;

    private static final Map<StepState, Set<StepState>> NEXT = Map.of(
            OPEN, Set.of(DECIDING, DONE, SKIPPED, FAILED, CANCELLED),
            DECIDING, Set.of(OPEN, FAILED, CANCELLED),
            DONE, Set.of(),
            SKIPPED, Set.of(),
            FAILED, Set.of(),
            CANCELLED, Set.of());

    /** Whether a step may go from here to there. */
    public boolean mayBecome(StepState next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }

    /** Whether it will not change any more. */
    public boolean terminal() {
        return NEXT.getOrDefault(this, Set.of()).isEmpty();
    }
}
