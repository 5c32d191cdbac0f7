package io.changeover.application.port;

/** Keeps what is told of operations while they are under way. Thread-safe; never throws for a database that is away. */
public interface ProgressLog {
    /** Nobody looks. */
    ProgressLog NONE = (operation, text) -> {};

    /** Shows this as the operation's message as long as it is under way; what it ends with takes its place. */
    void told(String operation, String text);
}
