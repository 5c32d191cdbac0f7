package io.changeover.connector.ssh;

import io.changeover.connector.spi.Command;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Shell;
import io.changeover.connector.spi.Wire;
import java.time.Duration;

/** Opens sockets on one host, and finds out why one cannot be opened: a server tells no reason. */
final class SocketDoor {
    private static final int ATTEMPTS = 3;
    private static final Duration ASKING = Duration.ofSeconds(10);

    // A program may bind under another name and rename the socket; the kernel then lists it as PATH.something.
    private static final String WHY = """
            p=%s
            [ -e "$p" ] || { echo missing; exit; }
            [ -S "$p" ] || { echo other; exit; }
            [ -r "$p" ] && [ -w "$p" ] || { echo denied; exit; }
            while read -r num refs protocol flags type state inode name; do
              case "$flags $name" in "00010000 $p"|"00010000 $p".*) echo listening; exit;; esac
            done </proc/net/unix
            echo silent
            """;

    private final SshShells shells;
    private final Shell shell;
    private final Login login;

    SocketDoor(SshShells shells, Shell shell, Login login) {
        this.shells = shells;
        this.shell = shell;
        this.login = login;
    }

    Wire open(String path, Duration limit) throws ConnectorException, InterruptedException {
        ConnectionPool pool = shells.pool(login);
        long deadline = System.nanoTime() + limit.toNanos();
        int faults = 0;
        while (true) {
            Connection connection = pool.acquire(login, Duration.ofNanos(deadline - System.nanoTime()));
            RemoteSocket socket =
                    RemoteSocket.on(connection.session(), path, login.place() + " " + path, shells.threads());
            RemoteSocket.Opening opening =
                    socket == null ? RemoteSocket.Opening.DEAD : opened(socket, pool, connection);
            if (socket != null && opening == RemoteSocket.Opening.OPEN) {
                connection.proves();
                return socket.whenClosed(() -> pool.release(connection));
            }
            if (opening == RemoteSocket.Opening.REFUSED) {
                pool.release(connection);
                throw refused(path);
            }
            pool.silent(connection);
            if (!connection.proven() && ++faults == ATTEMPTS) {
                throw ConnectorException.transientFault(
                        "SSH_UNREACHABLE",
                        "%s: wanted to open %s, found: no answer %d times".formatted(login.place(), path, faults));
            }
        }
    }

    private RemoteSocket.Opening opened(RemoteSocket socket, ConnectionPool pool, Connection connection)
            throws InterruptedException {
        try {
            return socket.open(shells.opening());
        } catch (InterruptedException e) {
            pool.release(connection);
            throw e;
        }
    }

    private ConnectorException refused(String path) throws ConnectorException, InterruptedException {
        String found = shell.run(Command.script(WHY.formatted(Command.quote(path)), ASKING))
                .output()
                .strip();
        String wanted = "%s: wanted to connect to the socket %s, found: ".formatted(login.place(), path);
        return switch (found) {
            case "missing" ->
                ConnectorException.transientFault("SOCKET_REFUSED", wanted + "nothing there that the login can see");
            case "other" -> ConnectorException.permanent("SOCKET_FORBIDDEN", wanted + "a file that is no socket");
            case "denied" ->
                ConnectorException.permanent("SOCKET_FORBIDDEN", wanted + "the login may not read and write it");
            case "listening" ->
                ConnectorException.permanent(
                        "SOCKET_FORBIDDEN",
                        wanted + "a program listens, but the SSH server does not forward to sockets; it must say "
                                + "AllowStreamLocalForwarding yes (or local), and neither it nor the key may forbid "
                                + "forwarding");
            default ->
                ConnectorException.transientFault(
                        "SOCKET_REFUSED",
                        wanted + "nobody listens on it, or the SSH server does not forward to sockets");
        };
    }
}
