package io.changeover.application.port;

import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.StepRecord;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * Writes down an operation before and after its effect. Lines of many operations share a commit. Thread-safe.
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

    /** Notes that an operation begins; returns when that is durable, and with it whatever this thread has handed in before. */
    Permission begin(OperationRecord operation, StepRecord step, Instant at);

    /**
     * Notes how an operation ended, and does not wait: whoever begins the next one need not wait for two commits. Ignored
     * if another worker has taken the step since.
     *
     * @return done when the line is durable, failed when it could not be written
     */
    CompletableFuture<Void> end(OperationRecord operation, StepRecord step);
}
