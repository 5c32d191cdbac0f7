package io.changeover.connector.haproxy;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Durations;
import io.changeover.connector.spi.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A TCP connection from this server. */
final class TcpWire implements Wire {
    private static final byte[] END = {};

    private final String address;
    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;

    private TcpWire(String address) throws IOException {
        this.address = address;
        channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        selector = Selector.open();
        key = channel.register(selector, 0);
    }

    /** Connects to a host and port. */
    static TcpWire to(String address, Duration limit) throws ConnectorException, InterruptedException {
        try {
            TcpWire wire = new TcpWire(address);
            boolean connected = false;
            try {
                connected = wire.connect(limit);
                if (!connected) {
                    throw refused(address, "no answer within " + Durations.format(limit), null);
                }
                return wire;
            } finally {
                if (!connected) {
                    wire.close();
                }
            }
        } catch (IOException e) {
            throw refused(address, String.valueOf(e.getMessage()), e);
        }
    }

    private static ConnectorException refused(String address, String found, @Nullable IOException cause) {
        String message = "wanted to connect to %s, found: %s".formatted(address, found);
        return cause == null
                ? ConnectorException.transientFault("SOCKET_REFUSED", message)
                : ConnectorException.transientFault("SOCKET_REFUSED", message, cause);
    }

    private boolean connect(Duration limit) throws IOException, ConnectorException, InterruptedException {
        return channel.connect(endpoint(address)) || (ready(SelectionKey.OP_CONNECT, limit) && channel.finishConnect());
    }

    private static InetSocketAddress endpoint(String address) throws ConnectorException, IOException {
        int colon = address.lastIndexOf(':');
        try {
            String host = address.substring(0, colon);
            InetSocketAddress endpoint = new InetSocketAddress(host, Integer.parseInt(address.substring(colon + 1)));
            if (endpoint.isUnresolved()) {
                throw new IOException("the host name cannot be resolved");
            }
            return endpoint;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw ConnectorException.permanent(
                    "SETTING_UNUSABLE", "wanted host:port, found '%s'".formatted(address), e);
        }
    }

    private boolean ready(int operation, Duration limit) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        key.interestOps(operation);
        while (true) {
            long millis = (deadline - System.nanoTime() + 999_999) / 1_000_000;
            if (millis <= 0) {
                return false;
            }
            boolean ready = selector.select(millis) > 0;
            selector.selectedKeys().clear();
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted at " + address);
            }
            if (ready) {
                return true;
            }
        }
    }

    @Override
    public void send(byte[] bytes, Duration limit) throws ConnectorException, InterruptedException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            while (channel.write(buffer) >= 0 && buffer.hasRemaining()) {
                if (!ready(SelectionKey.OP_WRITE, limit)) {
                    throw timeout("to send", limit);
                }
            }
        } catch (IOException e) {
            throw lost(e);
        }
    }

    @Override
    public byte[] receive(Duration limit) throws ConnectorException, InterruptedException {
        ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
        try {
            int count = 0;
            while (count == 0) {
                if (!ready(SelectionKey.OP_READ, limit)) {
                    throw timeout("an answer", limit);
                }
                count = channel.read(buffer);
            }
            if (count < 0) {
                return END;
            }
        } catch (IOException e) {
            throw lost(e);
        }
        byte[] bytes = new byte[buffer.flip().remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private ConnectorException timeout(String wanted, Duration limit) {
        return ConnectorException.unknown(
                "SOCKET_TIMEOUT",
                "%s: wanted %s within %s, found nothing".formatted(address, wanted, Durations.format(limit)));
    }

    private ConnectorException lost(IOException e) {
        return ConnectorException.unknown(
                "SOCKET_LOST", "%s: wanted an answer, found: %s".formatted(address, e.getMessage()), e);
    }

    @Override
    public void close() {
        try (selector;
                channel) {
            key.cancel();
        } catch (IOException e) {
            // Nothing is left to be done about a connection that cannot be closed.
            return;
        }
    }
}
