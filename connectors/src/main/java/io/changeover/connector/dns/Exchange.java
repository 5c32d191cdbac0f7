package io.changeover.connector.dns;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.io.DefaultIoClientFactory;
import org.xbill.DNS.io.IoClientFactory;

/**
 * One message to one server and its answer: over UDP, and over TCP where an answer is cut short or does not come. Begins
 * at once; the answer is waited for later, so that many servers can be asked at the same time.
 */
final class Exchange {
    private final Endpoint server;
    private final Duration limit;
    private final CompletableFuture<Message> answer;

    private Exchange(Endpoint server, Duration limit, CompletableFuture<Message> answer) {
        this.server = server;
        this.limit = limit;
        this.answer = answer;
    }

    /**
     * What came back.
     *
     * @param message the answer, or null where there was none
     * @param trouble why there was none
     */
    record Heard(@Nullable Message message, String trouble) {}

    /** Sends the message to one server alone, and returns when it has answered over UDP or will not. */
    static Exchange alone(Endpoint server, Message message, @Nullable TSIG key, Duration limit) {
        return begin(server, message, key, limit, new OwnThread());
    }

    /** Sends the message, signed where there is a key. The limit is for UDP and TCP together. */
    static Exchange begin(Endpoint server, Message message, @Nullable TSIG key, Duration limit) {
        return begin(server, message, key, limit, new DefaultIoClientFactory());
    }

    private static Exchange begin(
            Endpoint server, Message message, @Nullable TSIG key, Duration limit, IoClientFactory wire) {
        if (server.address().isUnresolved()) {
            return new Exchange(
                    server,
                    limit,
                    CompletableFuture.failedFuture(new IllegalStateException("a host name that cannot be resolved")));
        }
        long half = Math.max(1, limit.toMillis() / 2);
        CompletableFuture<Message> answer = over(false, server, message, key, half, wire)
                .exceptionallyCompose(e -> over(true, server, message, key, half, wire));
        return new Exchange(server, limit, answer);
    }

    private static CompletableFuture<Message> over(
            boolean tcp, Endpoint server, Message message, @Nullable TSIG key, long millis, IoClientFactory wire) {
        SimpleResolver resolver = new SimpleResolver(server.address());
        resolver.setTimeout(Duration.ofMillis(millis));
        resolver.setTCP(tcp);
        resolver.setIoClientFactory(wire);
        if (key != null) {
            resolver.setTSIGKey(key);
        }
        // No thread but the one that receives: a hand-over costs more than the work.
        return resolver.sendAsync(message, Runnable::run)
                .toCompletableFuture()
                .orTimeout(millis, TimeUnit.MILLISECONDS);
    }

    Endpoint server() {
        return server;
    }

    /** Waits for the answer. */
    Heard await() throws InterruptedException {
        try {
            return new Heard(answer.get(limit.toMillis() + 100, TimeUnit.MILLISECONDS), "");
        } catch (TimeoutException | CancellationException e) {
            return new Heard(null, silence());
        } catch (ExecutionException e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            String said = cause instanceof TimeoutException || cause instanceof SocketTimeoutException
                    ? null
                    : cause.getMessage();
            return new Heard(null, said == null ? silence() : "no answer (" + said + ")");
        } finally {
            answer.cancel(true);
        }
    }

    private String silence() {
        return "no answer within %d ms".formatted(limit.toMillis());
    }
}
