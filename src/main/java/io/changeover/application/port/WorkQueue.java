package io.changeover.application.port;

import java.time.Duration;

/**
 * Asks for a worker. The request is part of the caller's transaction, survives restarts, and moves to another node when
 * the one that took it dies.
 */
public interface WorkQueue {
    /** Asks for a worker for a step, now. */
    void schedule(String step);

    /** Asks for a worker for a step, after that time. */
    void schedule(String step, Duration delay);
}
