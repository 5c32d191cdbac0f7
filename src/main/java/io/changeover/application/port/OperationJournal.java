package io.changeover.application.port;

import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.StepRecord;
import java.time.Instant;

/**
 * Writes down an operation before and after its effect. Each call returns when the line is durable; lines of many
 * operations share a commit.
 */
public interface OperationJournal {
    /** Whether an operation may have its effect. */
    enum Permission {
        /** The line is written: go. */
        GRANTED,
        /** The run is paused: wait for it to be resumed. */
        HELD,
        /** Another worker has the step, the run was aborted or ended, or its epoch is over: do nothing. */
        REVOKED
    }

    /** Notes that an operation begins. */
    Permission begin(OperationRecord operation, StepRecord step, Instant at);

    /** Notes how an operation ended. Ignored if another worker has taken the step since. */
    void end(OperationRecord operation, StepRecord step);
}
