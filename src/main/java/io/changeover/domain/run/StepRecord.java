package io.changeover.domain.run;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One pass of the token through one service task.
 *
 * @param number counts the steps of a run from 1, in the order in which they began
 * @param execution the engine's id of the waiting token
 * @param process the process id of the diagram it stands in (the runbook or a block)
 * @param activity the id of the service task in that diagram
 * @param name the name of the service task
 * @param group the group of the plan it works on, if it works on one
 * @param claim how often a worker has taken it; a worker with an older number may not write any more
 */
public record StepRecord(
        String id,
        RunId run,
        int number,
        String execution,
        String process,
        String activity,
        String name,
        Optional<String> group,
        StepState state,
        int claim,
        Instant startedAt,
        Optional<Instant> endedAt) {
    public StepRecord {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(startedAt, "startedAt");
    }

    /** The claim of the worker that a step is written for. */
    public static final int FIRST_CLAIM = 1;

    /** The block that takes back what an aborted run did. */
    public static final String UNDO_BLOCK = "undo-changes";

    /** Whether it takes back what earlier steps did. */
    public boolean undoes() {
        return process.equals(UNDO_BLOCK);
    }
}
