package io.changeover.application.port;

import java.time.Instant;
import java.util.Collection;

/**
 * Requests for workers that are taken by a node from the moment they are written. Everybody else sees them as any other
 * request that a worker has: when the node's signs of life stop, another one takes them.
 */
public interface HandOverRows {
    /** Writes a request that the node has, in the caller's transaction. */
    void insert(String request, String node, Instant at);

    /** Gives a sign of life for the requests that the node still has. */
    void beat(Collection<String> requests, String node, Instant at);

    /** Removes requests that are done, if the node still has them. */
    void remove(Collection<String> requests, String node);

    /** Lets anybody take a request from then on, if the node still has it. */
    void release(String request, String node, Instant due);
}
