package io.changeover.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;

/**
 * What must be taken down again, last first. Thread-safe; may be closed at any moment, also while things are still being
 * set up: what is added after that is closed at once.
 */
final class Cleanup implements AutoCloseable {
    /** Takes one thing down. */
    interface Action {
        void run() throws Exception;
    }

    private final Deque<Action> actions = new ArrayDeque<>();
    private boolean closed;

    /** Remembers how to take something down. */
    void add(Action action) {
        synchronized (this) {
            if (!closed) {
                actions.push(action);
                return;
            }
        }
        perform(action);
        throw new CancellationException("the demonstration is ending");
    }

    /** Takes everything down. A second caller waits for the first. */
    @Override
    public synchronized void close() {
        closed = true;
        boolean interrupted = Thread.interrupted();
        while (!actions.isEmpty()) {
            perform(actions.pop());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void perform(Action action) {
        try {
            action.run();
        } catch (Exception e) {
            System.err.println("while taking the demonstration down: " + e.getMessage());
        }
    }
}
