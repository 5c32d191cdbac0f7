package io.changeover.connector.spi;

import java.time.Duration;

/** A two-way stream of bytes to a socket on a host. For one thread at a time; closing it again is harmless. */
public interface Wire extends AutoCloseable {

    /**
     * Sends all of these bytes.
     *
     * @throws ConnectorException {@code SOCKET_LOST} or, when they were not taken within the limit,
     *     {@code SOCKET_TIMEOUT} (both unknown: what was sent may have had its effect)
     * @throws InterruptedException when cancelled; some of the bytes may have been sent
     */
    void send(byte[] bytes, Duration limit) throws ConnectorException, InterruptedException;

    /**
     * Waits for bytes and takes what has arrived.
     *
     * @return at least one byte, or none at all when the other end sends no more
     * @throws ConnectorException {@code SOCKET_TIMEOUT} (unknown) when nothing came within the limit
     * @throws InterruptedException when cancelled
     */
    byte[] receive(Duration limit) throws ConnectorException, InterruptedException;

    /** Ends the connection; never fails and never waits. */
    @Override
    void close();
}
