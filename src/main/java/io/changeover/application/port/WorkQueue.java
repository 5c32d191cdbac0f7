package io.changeover.application.port;

import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.StepRecord;
import java.time.Duration;
import java.util.List;

/**
 * Asks for a worker. The request is part of the caller's transaction, survives restarts, and moves to another node when
 * the one that took it dies.
 */
public interface WorkQueue {
    /**
     * A step that was written in this transaction, with what a worker needs to begin without reading it again.
     *
     * @param step with the claim of the first worker, which is the one that begins with the commit
     */
    record Opened(StepRecord step, List<OperationRecord> operations, Run run) {
        public Opened {
            operations = List.copyOf(operations);
        }
    }

    /** Asks for a worker for a step that was written just now. */
    void schedule(Opened opened);

    /** Asks for a worker for a step, now. */
    void schedule(String step);

    /** Asks for a worker for a step, after that time. */
    void schedule(String step, Duration delay);
}
