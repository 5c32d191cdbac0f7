package io.changeover.application.port;

/** Keeps what is told of operations while they are under way. Thread-safe; never throws for a database that is away. */
public interface ProgressLog {
    /** Nobody looks. */
    ProgressLog NONE = (operation, text) -> {};

    /** Shows this as the operation's message as long as it is under way; what it ends with takes its place. */
    void told(String operation, String text);

    /**
     * Shows this as what the operation has printed so far, soon and as long as it is under way; what it ends with takes
     * its place. Of what is given in quick succession only the last is shown.
     */
    default void printed(String operation, String output) {}
}
