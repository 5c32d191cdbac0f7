package io.changeover.connector.spi;

import java.time.Duration;

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
     * Hears what a command writes while it runs: each piece as it comes, not by lines, in another thread. Must not wait. The
     * streams are apart, so that what one of them writes can be put together again.
     */
    interface Listener {
        /** Hears nothing. */
        Listener NONE = new Listener() {
            @Override
            public void output(String piece) {}

            @Override
            public void error(String piece) {}
        };

        /** A piece of standard output. */
        void output(String piece);

        /** A piece of standard error. */
        void error(String piece);
    }

    /**
     * The same, heard by that listener and by nobody else. What other commands write is shown to people while they run; this
     * is for those that hand over rows, which are nobody's to read.
     *
     * @param listener hears nothing where a shell learns of it only at the end
     * @throws ConnectorException as for {@link #run(Command)}
     * @throws InterruptedException as for {@link #run(Command)}
     */
    default CommandResult run(Command command, Listener listener) throws ConnectorException, InterruptedException {
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
