package io.changeover.connector.spi;

/**
 * Touches one kind of real system: it reads a state, changes it if it must, and reads it again.
 *
 * <p>One instance serves all runs, so implementations are thread-safe. Every operation may be called again after it has
 * already had its effect (a node may die between the effect and its record), therefore each one reads before it acts
 * and answers {@link Outcome#UNCHANGED} when nothing is left to do. A connector never retries on its own: the runtime
 * does, within the operation's time limit.
 */
public interface Connector extends AutoCloseable {

    /** What this connector is called in a plan, which operations it has, and which settings it takes. */
    Descriptor descriptor();

    /**
     * Carries out one operation on one target. Only operations named in the descriptor are ever asked for.
     *
     * @throws ConnectorException when the wanted state was not read back, with a verdict on what that means
     * @throws InterruptedException when the operation was cancelled or ran out of time; the runtime treats its outcome
     *     as unknown
     */
    Result execute(Request request, Context context) throws ConnectorException, InterruptedException;

    /** Gives back sessions and threads. Called once, when the server stops. */
    @Override
    default void close() {}
}
