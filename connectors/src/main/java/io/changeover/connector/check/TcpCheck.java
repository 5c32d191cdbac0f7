package io.changeover.connector.check;

import static io.changeover.connector.spi.Field.optional;
import static io.changeover.connector.spi.Field.required;

import io.changeover.connector.spi.Connector;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Descriptor;
import io.changeover.connector.spi.Field.Type;
import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Connects to a TCP port once, sends nothing, and closes. Thread-safe. */
public final class TcpCheck implements Connector {
    private static final Duration USUAL = Duration.ofSeconds(5);

    private static final Descriptor DESCRIPTOR = new Descriptor(
            "tcp",
            "A TCP port takes connections.",
            Set.of(Operation.CHECK),
            Map.of(
                    Kind.CHECK,
                    List.of(
                            required("tcp", Type.TEXT, "Host and port, as in db1:5432 or [::1]:5432."),
                            optional("timeout", Type.DURATION, "5s", "How long connecting may take."))));

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Result execute(Request request, Context context) throws ConnectorException, InterruptedException {
        String endpoint = request.settings().text("tcp").strip();
        String place = "%s (%s)".formatted(request.target(), endpoint);
        InetSocketAddress address = address(endpoint, place);
        Duration own = request.settings().duration("timeout", USUAL);
        Duration left = context.remaining();
        Duration limit = own.compareTo(left) < 0 ? own : left;
        long begin = System.nanoTime();
        try {
            connect(address, Math.max(1, Math.toIntExact(limit.toMillis())));
        } catch (IOException e) {
            context.read("tcp", e.toString());
            throw ConnectorException.transientFault(
                    "CHECK_FAILED", "%s: wanted a connection, found: %s".formatted(place, e), e);
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        context.read("tcp", "connected in " + millis + " ms");
        return Result.unchanged("%s takes connections".formatted(place));
    }

    // A channel's socket, because unlike a plain one it wakes at an interrupt.
    private static void connect(InetSocketAddress address, int millis) throws IOException, InterruptedException {
        try (SocketChannel channel = SocketChannel.open()) {
            if (address.isUnresolved()) {
                throw new IOException("the host name cannot be resolved");
            }
            channel.socket().connect(address, millis);
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw new InterruptedException("interrupted while connecting");
        }
    }

    private static InetSocketAddress address(String endpoint, String place) throws ConnectorException {
        int colon = endpoint.lastIndexOf(':');
        if (colon <= 0) {
            throw unusable(place);
        }
        try {
            return new InetSocketAddress(endpoint.substring(0, colon), Integer.parseInt(endpoint.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw unusable(place);
        }
    }

    private static ConnectorException unusable(String place) {
        return ConnectorException.permanent("CHECK_UNUSABLE", place + ": wanted host:port, found something else");
    }
}
