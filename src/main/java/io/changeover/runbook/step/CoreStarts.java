package io.changeover.runbook.step;

import java.util.function.Supplier;

/** Marks the process instances that the server itself starts: blocks may be started by nobody else. Thread-safe. */
public final class CoreStarts {
    private final ThreadLocal<Boolean> inside = ThreadLocal.withInitial(() -> false);

    /** Starts something as the server itself. */
    public <T> T start(Supplier<T> starting) {
        inside.set(true);
        try {
            return starting.get();
        } finally {
            inside.remove();
        }
    }

    /** Whether the current thread is inside {@link #start}. */
    public boolean active() {
        return inside.get();
    }
}
