package io.changeover.connector.ssh;

import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.JSchException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A connection that a jump host makes for us, to be used as a socket is. */
final class Tunnel extends Socket {
    private static final int PROHIBITED = 1;

    private final Hop hop;
    private final Inbox inbox = new Inbox();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable ChannelDirectTCPIP channel;

    /** Not connected yet. It holds the connection to the jump host open until it is closed. */
    Tunnel(Hop hop) {
        this.hop = hop;
    }

    /** The jump host said no. */
    static final class RefusedException extends IOException {
        private final boolean prohibited;

        RefusedException(String message, boolean prohibited) {
            super(message);
            this.prohibited = prohibited;
        }

        /** Whether the jump host forwards nothing for this login, so that another try says the same. */
        boolean prohibited() {
            return prohibited;
        }
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        InetSocketAddress to = (InetSocketAddress) endpoint;
        try {
            if (!(hop.session().openChannel("direct-tcpip") instanceof ChannelDirectTCPIP made)) {
                throw new IOException(hop.place() + " is being closed");
            }
            channel = made;
            made.setHost(to.getHostString());
            made.setPort(to.getPort());
            made.setOrgIPAddress("127.0.0.1");
            made.setOutputStream(inbox);
            made.connect(timeout);
            if (closed.get()) {
                made.disconnect();
            }
        } catch (JSchException e) {
            throw refusal(e);
        }
    }

    private IOException refusal(JSchException cause) {
        ChannelDirectTCPIP made = channel;
        int reason = made == null ? -1 : made.getExitStatus();
        if (reason == -1) {
            return new IOException(hop.place() + " did not answer (" + cause.getMessage() + ")", cause);
        }
        return reason == PROHIBITED
                ? new RefusedException(hop.place() + " forwards no connection for this login", true)
                : new RefusedException(hop.place() + " could not connect to it", false);
    }

    @Override
    public InputStream getInputStream() {
        return inbox.reader();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        ChannelDirectTCPIP made = channel;
        if (made == null) {
            throw new IOException("not connected");
        }
        return new FilterOutputStream(made.getOutputStream()) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() {
                Tunnel.this.close();
            }
        };
    }

    @Override
    public void setSoTimeout(int timeout) {
        inbox.patience(timeout);
    }

    @Override
    public int getSoTimeout() {
        return inbox.patience();
    }

    /** Nothing to set: it is the jump host's socket. */
    @Override
    public void setTcpNoDelay(boolean on) {
        return;
    }

    @Override
    public boolean isClosed() {
        return closed.get();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            ChannelDirectTCPIP made = channel;
            if (made != null) {
                made.disconnect();
            }
            inbox.close();
            hop.giveBack();
        }
    }
}
