package io.changeover.connector.spi;

import java.time.Duration;
import java.util.function.Consumer;

/** Runs commands on one host and reaches its local sockets. Thread-safe; connections are shared and kept. */
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

    /**
     * The same, and tells what the command writes to standard output and standard error while it runs.
     *
     * @param written takes each piece as it comes, not by lines, in another thread; must not wait. A shell that learns of
     *     it only at the end tells nothing
     * @throws ConnectorException as for {@link #run(Command)}
     * @throws InterruptedException as for {@link #run(Command)}
     */
    default CommandResult run(Command command, Consumer<String> written)
            throws ConnectorException, InterruptedException {
        return run(command);
    }

    /**
     * Connects to a Unix domain socket of the host, as the login's user.
     *
     * @param path the socket's absolute path on the host
     * @param limit how long connecting may take
     * @throws ConnectorException as for {@link #run(Command)} where the host cannot be reached, {@code SOCKET_REFUSED}
     *     (transient: there is no such socket, or nobody listens on it) or {@code SOCKET_FORBIDDEN} (permanent: it is
     *     no socket, the login may not open it, or the SSH server does not forward to sockets)
     * @throws InterruptedException when cancelled
     */
    default Wire socket(String path, Duration limit) throws ConnectorException, InterruptedException {
        throw ConnectorException.permanent(
                "SOCKET_FORBIDDEN",
                "wanted to connect to the socket %s, found a shell that only runs commands".formatted(path));
    }
}
