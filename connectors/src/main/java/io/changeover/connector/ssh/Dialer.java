package io.changeover.connector.ssh;

import com.jcraft.jsch.Session;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Durations;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Logs in, a few at a time per host, and again where a server with too many logins turned one away. */
final class Dialer {
    private static final int ATTEMPTS = 5;

    private final SshOptions options;
    private final Executor threads;
    private final CountDownLatch closed;
    private final Map<String, Semaphore> gates = new ConcurrentHashMap<>();

    Dialer(SshOptions options, Executor threads, CountDownLatch closed) {
        this.options = options;
        this.threads = threads;
        this.closed = closed;
    }

    Session dial(Login login) throws ConnectorException, InterruptedException {
        Semaphore gate =
                gates.computeIfAbsent(login.endpoint(), endpoint -> new Semaphore(options.handshakesPerHost(), true));
        for (int attempt = 1; ; attempt++) {
            Handshake handshake = new Handshake(login, options);
            gate.acquire();
            try {
                return attempt(handshake, login);
            } catch (TurnedAway e) {
                if (attempt == ATTEMPTS) {
                    throw e.answer;
                }
            } finally {
                gate.release();
            }
            if (closed.await(ThreadLocalRandom.current().nextInt(20, 100) << attempt, TimeUnit.MILLISECONDS)) {
                throw SshShells.closedFault(login);
            }
        }
    }

    private Session attempt(Handshake handshake, Login login)
            throws ConnectorException, InterruptedException, TurnedAway {
        CompletableFuture<Session> answer = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                Session session = handshake.connect();
                if (!answer.complete(session)) {
                    session.disconnect();
                }
            } catch (ConnectorException | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(options.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw translated(e, handshake, login);
        } catch (TimeoutException e) {
            throw ConnectorException.transientFault(
                    "SSH_UNREACHABLE",
                    "%s: wanted an SSH connection within %s, found: %s"
                            .formatted(login.place(), Durations.format(options.connectTimeout()), handshake.stage()),
                    e);
        } finally {
            if (answer.cancel(false)) {
                handshake.abort();
            }
        }
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
