package io.changeover.connector.ssh;

import com.jcraft.jsch.Session;
import io.changeover.connector.spi.Command;
import io.changeover.connector.spi.CommandResult;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Durations;
import io.changeover.connector.spi.Host;
import io.changeover.connector.spi.Shell;
import io.changeover.connector.spi.Wire;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs commands on one host and reaches its sockets, over the connections that {@link SshShells} keeps. */
final class SshShell implements Shell {
    private static final int ATTEMPTS = 3;
    private static final Duration ENDING = Duration.ofSeconds(5);
    private static final Duration CANCELLING = Duration.ofSeconds(1);
    private static final int LONGEST = 128 * 1024 - 1;

    private static final String NOT_TOLD = "it could not be told to end";
    private static final String NO_ANSWER = "it was told to end, without an answer";

    private final Host host;
    private final SshShells shells;

    SshShell(Host host, SshShells shells) {
        this.host = host;
        this.shells = shells;
    }

    @Override
    public CommandResult run(Command command) throws ConnectorException, InterruptedException {
        return run(command, Listener.NONE);
    }

    @Override
    public CommandResult run(Command command, Listener listener) throws ConnectorException, InterruptedException {
        Login login = Login.of(host);
        String token = "changeover-" + UUID.randomUUID();
        String text = RemoteScript.of(command, token, false);
        if (text.length() > LONGEST) {
            throw ConnectorException.permanent(
                    "COMMAND_TOO_LONG",
                    "%s: wanted a command of at most %d bytes, found %d; hand over long texts as its input"
                            .formatted(login.place(), LONGEST, text.length()));
        }
        return sent(token, command, login, listener);
    }

    @Override
    public Wire socket(String path, Duration limit) throws ConnectorException, InterruptedException {
        return new SocketDoor(shells, this, Login.of(host)).open(path, limit);
    }

    private CommandResult sent(String token, Command command, Login login, Listener listener)
            throws ConnectorException, InterruptedException {
        ConnectionPool pool = shells.pool(login);
        Duration limit = command.timeout().plus(shells.options().connectTimeout());
        long deadline = System.nanoTime() + limit.toNanos();
        int faults = 0;
        while (true) {
            Connection connection = pool.acquire(login, Duration.ofNanos(deadline - System.nanoTime()));
            String text = RemoteScript.of(command, token, connection.leads());
            RemoteRun run = RemoteRun.on(connection.session(), text, token, command, listener);
            RemoteRun.Opening opening = run == null ? RemoteRun.Opening.DEAD : opened(run, pool, connection);
            if (run != null && opening == RemoteRun.Opening.SENT) {
                connection.proves();
                return ended(run, login, command, pool, connection);
            }
            giveBack(connection, opening, pool, login);
            // A connection that worked before may be full or gone now; one that never did says something of the host.
            if (!connection.proven() && ++faults == ATTEMPTS) {
                throw ConnectorException.transientFault(
                        "SSH_UNREACHABLE",
                        "%s: wanted to open a session, found: %s %d times"
                                .formatted(login.place(), opening.name().toLowerCase(Locale.ROOT), faults));
            }
        }
    }

    private void giveBack(Connection connection, RemoteRun.Opening opening, ConnectionPool pool, Login login)
            throws ConnectorException, InterruptedException {
        if (opening == RemoteRun.Opening.REFUSED) {
            pool.refused(connection);
            return;
        }
        pool.silent(connection);
        if (opening == RemoteRun.Opening.LOST) {
            throw lost(login, connection);
        }
    }

    private RemoteRun.Opening opened(RemoteRun run, ConnectionPool pool, Connection connection)
            throws InterruptedException {
        try {
            RemoteRun.Opening opening = run.open(shells.threads(), shells.opening());
            if (opening == RemoteRun.Opening.DEAD) {
                run.abandon();
                run.opening().thenRun(run::close);
            }
            return opening;
        } catch (InterruptedException e) {
            run.abandon();
            settle(end(run, pool, connection), CANCELLING);
            throw e;
        }
    }

    private CommandResult ended(RemoteRun run, Login login, Command command, ConnectionPool pool, Connection connection)
            throws ConnectorException, InterruptedException {
        try {
            if (!run.await(command.timeout())) {
                String end = settle(end(run, pool, connection), ENDING);
                throw ConnectorException.unknown(
                        "COMMAND_TIMEOUT",
                        "%s: wanted the command to end within %s, found it running; %s"
                                .formatted(login.place(), Durations.format(command.timeout()), end));
            }
        } catch (InterruptedException e) {
            settle(end(run, pool, connection), CANCELLING);
            throw e;
        }
        CommandResult result = run.result();
        connection.leads(run.leads());
        run.close();
        pool.release(connection);
        if (result == null) {
            throw lost(login, connection);
        }
        if (run.process().isCompletedExceptionally() && ExpiredPassword.saidIn(result)) {
            throw ExpiredPassword.of(login, result);
        }
        return result;
    }

    private ConnectorException lost(Login login, Connection connection) throws InterruptedException {
        Hop hop = connection.hop();
        String broke = hop == null || hop.answers(shells.threads(), shells.opening())
                ? "the connection"
                : "the connection to its jump host " + hop.place();
        return ConnectorException.unknown(
                "SSH_LOST",
                "%s: wanted the command's end, found: %s broke while it ran".formatted(login.place(), broke));
    }

    /** Tells the command to end in another thread, then gives its channel back. Answers what is known of it. */
    private CompletableFuture<String> end(RemoteRun run, ConnectionPool pool, Connection connection) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        shells.threads().execute(() -> {
            try {
                run.opening().get(ENDING.toMillis(), TimeUnit.MILLISECONDS);
                long process = run.process().get(ENDING.toMillis(), TimeUnit.MILLISECONDS);
                answer.complete(endProcess(connection.session(), process));
            } catch (TimeoutException | ExecutionException | InterruptedException e) {
                answer.complete(NOT_TOLD);
            } finally {
                run.close();
                pool.release(connection);
            }
        });
        return answer;
    }

    /** Uses the same connection beyond our own limit, which is below the server's, so that it need not wait. */
    private String endProcess(Session session, long process) throws InterruptedException {
        String token = "changeover-" + UUID.randomUUID();
        Command command = Command.script("", ENDING);
        RemoteRun run = RemoteRun.on(session, RemoteScript.end(process), token, command, Listener.NONE);
        if (run == null || run.open(shells.threads(), shells.opening()) != RemoteRun.Opening.SENT) {
            return NOT_TOLD;
        }
        try {
            if (!run.await(ENDING)) {
                return NO_ANSWER;
            }
            CommandResult result = run.result();
            boolean gone = result != null && result.output().strip().equals("gone");
            return gone
                    ? "it was told to end and is gone"
                    : "it was told to end and goes on as process group " + process;
        } finally {
            run.close();
        }
    }

    private static String settle(CompletableFuture<String> ending, Duration limit) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            while (true) {
                try {
                    return ending.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (TimeoutException e) {
                    return NO_ANSWER;
                } catch (ExecutionException e) {
                    return NOT_TOLD;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
