package io.changeover.application.port;

import io.changeover.connector.spi.Operation;

/** What the connectors of this server can do. Thread-safe. */
public interface Abilities {
    /** Whether the connector of that name declares that operation; false for one that this server does not have. */
    boolean has(String connector, Operation operation);
}
