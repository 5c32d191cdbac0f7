package io.changeover.connector.spi;

import java.time.Clock;
import java.time.Duration;

/** What the runtime lends to one operation. Used only by the thread that executes it. */
public interface Context {

    /** Runs commands on a host. What one writes that takes long is shown to people while it runs, and not kept. */
    Shell shell(Host host);

    /** The clock that readings and deadlines are told by. */
    Clock clock();

    /** What is left of the operation's time limit; zero when it has run out. */
    Duration remaining();

    /** Records what was just read from the real system. Goes to the journal as evidence, secrets masked. */
    void read(String name, String value);

    /** Adds to the operation's output, of which the last part is kept. */
    void output(String text);

    /**
     * Tells in few words how far an operation is that takes long. What was told last is shown to whoever looks until the
     * operation ends; more than once a second is not heard. The one method that other threads may use, too.
     */
    default void progress(String text) {}

    /** Waits. The only way to wait, so that a cancelled operation wakes at once. */
    void pause(Duration duration) throws InterruptedException;
}
