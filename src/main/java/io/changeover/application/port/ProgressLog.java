package io.changeover.application.port;

import java.util.function.Supplier;

/** Keeps what is told of operations while they are under way. Thread-safe; never throws for a database that is away. */
public interface ProgressLog {
    /** Nobody looks. */
    ProgressLog NONE = (operation, text) -> {};

    /** Shows this as the operation's message as long as it is under way; what it ends with takes its place. */
    void told(String operation, String text);

    /**
     * Shows what the operation has printed so far, and again where it has printed more, about once a second as long as it
     * is under way; what it ends with takes its place. Of an operation that is over within a second nothing is shown.
     *
     * @param printed asked for it from another thread
     * @return ends the showing
     */
    default Runnable follow(String operation, Supplier<String> printed) {
        return () -> {};
    }
}
