package io.changeover.application.port;

/** Asks for the delivery of notifications. Requests survive restarts and move to another node when theirs dies. */
public interface DeliveryQueue {
    /** Asks for the delivery of one that was written in the caller's transaction, as soon as that has committed. */
    void schedule(String notification);

    /** Has one that waits for its predecessor looked at now. Does nothing where that is not possible. */
    void hasten(String notification);
}
