package io.changeover.connector.ssh;

import com.jcraft.jsch.ChannelDirectStreamLocal;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Durations;
import io.changeover.connector.spi.Wire;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A socket on a host, over one channel of a connection. What arrives is taken by the connection's own thread. JSch is
 * only written to from other threads, because it swallows interrupts and knows no time limits there.
 */
final class RemoteSocket implements Wire {
    /** What came of opening the channel. */
    enum Opening {
        /** The socket is connected. */
        OPEN,
        /** The server answered that it does not connect. */
        REFUSED,
        /** The connection is gone or silent. */
        DEAD
    }

    private static final byte[] END = {};

    private final ChannelDirectStreamLocal channel;
    private final String place;
    private final Executor threads;
    private final BlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();
    private final CompletableFuture<Opening> opening = new CompletableFuture<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private Runnable giveBack = () -> {};

    private RemoteSocket(ChannelDirectStreamLocal channel, String path, String place, Executor threads) {
        this.channel = channel;
        this.place = place;
        this.threads = threads;
        channel.setSocketPath(path);
        channel.setOutputStream(new Arriving());
    }

    /** A socket that is ready to be opened, or null where the connection is gone. */
    static @Nullable RemoteSocket on(Session session, String path, String place, Executor threads) {
        try {
            return session.openChannel("direct-streamlocal@openssh.com") instanceof ChannelDirectStreamLocal channel
                    ? new RemoteSocket(channel, path, place, threads)
                    : null;
        } catch (JSchException e) {
            return null;
        }
    }

    /** Opens it; when it is not open then, the channel is closed as soon as it can be. */
    Opening open(Duration limit) throws InterruptedException {
        threads.execute(() -> opening.complete(opened()));
        boolean open = false;
        try {
            Opening answer = opening.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            open = answer == Opening.OPEN;
            return answer;
        } catch (TimeoutException e) {
            return Opening.DEAD;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            if (!open) {
                opening.thenRunAsync(channel::disconnect, threads);
            }
        }
    }

    private Opening opened() {
        try {
            channel.connect();
            return Opening.OPEN;
        } catch (JSchException e) {
            // Set from the server's reason; without an answer it keeps its first value.
            return channel.getExitStatus() == -1 ? Opening.DEAD : Opening.REFUSED;
        }
    }

    /** What is to be done once it is closed. */
    RemoteSocket whenClosed(Runnable action) {
        giveBack = action;
        return this;
    }

    @Override
    public void send(byte[] bytes, Duration limit) throws ConnectorException, InterruptedException {
        CompletableFuture<Boolean> sent = new CompletableFuture<>();
        threads.execute(() -> sent.complete(written(bytes)));
        try {
            if (!sent.get(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                throw ConnectorException.unknown(
                        "SOCKET_LOST", place + ": wanted to send, found: the connection is closed");
            }
        } catch (TimeoutException e) {
            throw ConnectorException.unknown(
                    "SOCKET_TIMEOUT",
                    "%s: wanted to send %d bytes, found them not taken within %s"
                            .formatted(place, bytes.length, Durations.format(limit)),
                    e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean written(byte[] bytes) {
        try {
            OutputStream out = channel.getOutputStream();
            out.write(bytes);
            out.flush();
            return channel.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public byte[] receive(Duration limit) throws ConnectorException, InterruptedException {
        byte[] next = arrived.poll(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
        if (next == null) {
            throw ConnectorException.unknown(
                    "SOCKET_TIMEOUT",
                    "%s: wanted an answer within %s, found none".formatted(place, Durations.format(limit)));
        }
        if (next.length == 0) {
            arrived.add(END);
        }
        return next;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            threads.execute(() -> {
                try {
                    channel.disconnect();
                } finally {
                    giveBack.run();
                }
            });
        }
    }

    /** Written to by the connection's thread, and closed by it when the other end sends no more. */
    private final class Arriving extends OutputStream {
        @Override
        public void write(int one) {
            arrived.add(new byte[] {(byte) one});
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (length > 0) {
                byte[] copy = new byte[length];
                System.arraycopy(bytes, offset, copy, 0, length);
                arrived.add(copy);
            }
        }

        @Override
        public void close() {
            arrived.add(END);
        }
    }
}
