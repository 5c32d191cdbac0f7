package io.changeover.connector.ssh;

import com.jcraft.jsch.Session;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Durations;
import io.changeover.connector.spi.Verdict;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Logs in, a few at a time per SSH server, and again where a server with too many logins turned one away. */
final class Dialer {
    private static final int ATTEMPTS = 5;
    /** Logins at once through one jump host. */
    private static final int THROUGH = 32;
    /** Logins at once anywhere. More only share the processor, and each then takes longer than it may. */
    private static final int ANYWHERE = 64;

    private final SshShells shells;
    private final SshOptions options;
    private final Keyring keyring = new Keyring();
    private final Semaphore anywhere = new Semaphore(ANYWHERE, true);
    private final Map<String, Semaphore> gates = new ConcurrentHashMap<>();

    Dialer(SshShells shells) {
        this.shells = shells;
        this.options = shells.options();
    }

    Connection dial(Login login) throws ConnectorException, InterruptedException {
        Semaphore gate = gate(login.daemon(), options.handshakesPerHost());
        for (int attempt = 1; ; attempt++) {
            gate.acquire();
            try {
                return through(login);
            } catch (TurnedAway e) {
                if (attempt == ATTEMPTS) {
                    throw e.answer;
                }
            } finally {
                gate.release();
            }
            shells.pause(ThreadLocalRandom.current().nextInt(20, 100) << attempt, login);
        }
    }

    private Semaphore gate(String name, int places) {
        return gates.computeIfAbsent(name, any -> new Semaphore(places, true));
    }

    private Connection through(Login login) throws ConnectorException, InterruptedException, TurnedAway {
        Login jump = login.jump();
        if (jump == null) {
            return new Connection(attempt(login, null), null);
        }
        Semaphore gate = gate("through " + jump.key(), THROUGH);
        gate.acquire();
        try {
            Hop hop = hop(login, jump);
            return new Connection(attempt(login, hop), hop);
        } finally {
            gate.release();
        }
    }

    private Hop hop(Login login, Login jump) throws ConnectorException, InterruptedException {
        try {
            ConnectionPool pool = shells.pool(jump);
            return pool.lent(jump, pool.acquire(jump, options.connectTimeout()));
        } catch (ConnectorException e) {
            String message = "%s cannot be reached: %s".formatted(login.place(), e.getMessage());
            throw e.verdict() == Verdict.PERMANENT
                    ? ConnectorException.permanent(e.code(), message, e)
                    : ConnectorException.transientFault(e.code(), message, e);
        }
    }

    private Session attempt(Login login, @Nullable Hop hop)
            throws ConnectorException, InterruptedException, TurnedAway {
        Handshake handshake = new Handshake(login, options, keyring, hop);
        try {
            anywhere.acquire();
        } catch (InterruptedException e) {
            handshake.abort();
            throw e;
        }
        try {
            return attempt(handshake, login, hop);
        } finally {
            anywhere.release();
        }
    }

    private Session attempt(Handshake handshake, Login login, @Nullable Hop hop)
            throws ConnectorException, InterruptedException, TurnedAway {
        CompletableFuture<Session> answer = new CompletableFuture<>();
        shells.threads().execute(() -> {
            try {
                Session session = handshake.connect();
                if (!answer.complete(session)) {
                    session.disconnect();
                }
            } catch (ConnectorException | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        boolean made = false;
        try {
            Session session = answer.get(options.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
            made = true;
            return session;
        } catch (ExecutionException e) {
            throw translated(e, handshake, login);
        } catch (TimeoutException e) {
            String found =
                    hop == null || hop.answers(shells.threads(), shells.opening()) ? handshake.stage() : silent(hop);
            throw ConnectorException.transientFault(
                    "SSH_UNREACHABLE",
                    "%s: wanted an SSH connection within %s, found: %s"
                            .formatted(login.place(), Durations.format(options.connectTimeout()), found),
                    e);
        } finally {
            if (!made) {
                answer.cancel(false);
                handshake.abort();
            }
        }
    }

    private static String silent(Hop hop) {
        hop.retire();
        return "no answer from its jump host " + hop.place();
    }

    private static ConnectorException translated(ExecutionException e, Handshake handshake, Login login)
            throws TurnedAway {
        if (!(e.getCause() instanceof ConnectorException known)) {
            return ConnectorException.permanent(
                    "SSH_AUTHENTICATION", "%s: cannot log in: %s".formatted(login.place(), e.getCause()), e);
        }
        if (handshake.turnedAway() && known.code().equals("SSH_UNREACHABLE")) {
            throw new TurnedAway(known);
        }
        return known;
    }

    /** The server closed the connection before it told its version. */
    private static final class TurnedAway extends Exception {
        private final transient ConnectorException answer;

        TurnedAway(ConnectorException answer) {
            super(answer);
            this.answer = answer;
        }
    }
}
