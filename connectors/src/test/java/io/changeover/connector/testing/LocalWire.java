package io.changeover.connector.testing;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** A Unix domain socket of this machine. */
final class LocalWire implements Wire {
    private final SocketChannel channel;
    private final Selector selector;

    private LocalWire(SocketChannel channel, Selector selector) {
        this.channel = channel;
        this.selector = selector;
    }

    static LocalWire to(String path) throws ConnectorException {
        try {
            SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
            channel.configureBlocking(false);
            Selector selector = Selector.open();
            channel.register(selector, SelectionKey.OP_READ);
            return new LocalWire(channel, selector);
        } catch (IOException e) {
            throw ConnectorException.transientFault(
                    "SOCKET_REFUSED", "wanted to connect to %s, found: %s".formatted(path, e.getMessage()), e);
        }
    }

    @Override
    public void send(byte[] bytes, Duration limit) throws ConnectorException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw ConnectorException.unknown("SOCKET_LOST", "wanted to send, found: " + e.getMessage(), e);
        }
    }

    @Override
    public byte[] receive(Duration limit) throws ConnectorException, InterruptedException {
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        try {
            if (selector.select(Math.max(1, limit.toMillis())) == 0) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                throw ConnectorException.unknown(
                        "SOCKET_TIMEOUT", "wanted an answer within %s, found none".formatted(limit));
            }
            selector.selectedKeys().clear();
            channel.read(buffer);
        } catch (IOException e) {
            return new byte[0];
        }
        byte[] bytes = new byte[buffer.flip().remaining()];
        buffer.get(bytes);
        return bytes;
    }

    @Override
    public void close() {
        try {
            channel.close();
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
