package io.changeover.connector.spi;

/** Runs commands on one host. Thread-safe; connections are shared and kept. */
public interface Shell {

    /**
     * Runs a command to its end, whatever its exit code.
     *
     * @throws ConnectorException {@code SSH_UNREACHABLE} (transient: nothing was run), {@code SSH_AUTHENTICATION} and
     *     {@code SSH_HOST_KEY} (permanent), {@code COMMAND_TIMEOUT} (unknown: the remote command was told to end) or
     *     {@code SSH_LOST} (unknown: the connection broke while it ran)
     * @throws InterruptedException when cancelled; the remote command was told to end
     */
    CommandResult run(Command command) throws ConnectorException, InterruptedException;
}
