package io.changeover.connector.ssh;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchHostKeyException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SocketFactory;
import io.changeover.connector.spi.ConnectorException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One attempt to log in. Runs in one thread and may be broken off from another. */
final class Handshake implements SocketFactory {
    private final Login login;
    private final SshOptions options;
    private final Keyring keyring;
    private final Socket socket;
    private volatile boolean connected;
    private volatile boolean greeted;

    Handshake(Login login, SshOptions options, Keyring keyring, @Nullable Hop hop) {
        this.login = login;
        this.options = options;
        this.keyring = keyring;
        this.socket = hop == null ? new Socket() : new Tunnel(hop);
    }

    /**
     * Whether the server closed the connection before it told its version, as one with too many logins does. It may send
     * a line of text first, and a closed socket that is written to answers with a reset.
     */
    boolean turnedAway() {
        return connected && !greeted;
    }

    /** How far it came, for the message. */
    String stage() {
        if (!connected) {
            return "no answer";
        }
        return greeted ? "the login did not end" : "connected, but no answer";
    }

    /** Breaks off; the attempt fails soon after. */
    void abort() {
        try {
            socket.close();
        } catch (IOException e) {
            // A socket that cannot be closed is not open.
            return;
        }
    }

    Session connect() throws ConnectorException {
        JSch jsch = new JSch();
        Path file = login.knownHosts();
        KnownHosts knownHosts = knownHosts(file);
        keyring.addIdentities(jsch, login);
        try {
            Session session = jsch.getSession(login.user(), login.host().address(), login.port());
            configure(session, knownHosts);
            session.connect(Math.toIntExact(options.connectTimeout().toMillis()));
            return session;
        } catch (JSchHostKeyException e) {
            throw hostKey(e, file, knownHosts);
        } catch (JSchAlgoNegoFailException e) {
            throw ConnectorException.permanent(
                    "SSH_UNREACHABLE", login.place() + ": no cipher or key type in common: " + e.getMessage(), e);
        } catch (JSchException e) {
            throw failure(e);
        }
    }

    private KnownHosts knownHosts(Path file) throws ConnectorException {
        if (!Files.isReadable(file)) {
            throw ConnectorException.permanent(
                    "SSH_HOST_KEY",
                    "%s: its host key cannot be checked: %s is missing or cannot be read"
                            .formatted(login.place(), file));
        }
        try {
            return new KnownHosts(keyring.knownHosts(file));
        } catch (JSchException | IOException e) {
            throw ConnectorException.permanent(
                    "SSH_HOST_KEY", "%s: %s cannot be read: %s".formatted(login.place(), file, e.getMessage()), e);
        }
    }

    private void configure(Session session, KnownHosts knownHosts) throws JSchException {
        session.setHostKeyRepository(knownHosts);
        session.setConfig("StrictHostKeyChecking", "yes");
        Algorithms.propose(session);
        Optional<String> password = login.host().ssh().find("password");
        session.setConfig(
                "PreferredAuthentications",
                password.isPresent() ? "publickey,password,keyboard-interactive" : "publickey");
        password.ifPresent(text -> session.setPassword(text.getBytes(StandardCharsets.UTF_8)));
        session.setServerAliveInterval(Math.toIntExact(options.keepAlive().toMillis()));
        session.setServerAliveCountMax(3);
        session.setDaemonThread(true);
        session.setSocketFactory(this);
    }

    private ConnectorException hostKey(JSchHostKeyException cause, Path file, KnownHosts knownHosts) {
        List<String> wanted = knownHosts.wanted();
        String message = wanted.isEmpty()
                ? "%s: its host key is not known: found %s, wanted a key for it in %s"
                        .formatted(login.place(), knownHosts.found(), file)
                : "%s: its host key has changed: found %s, wanted %s as in %s"
                        .formatted(login.place(), knownHosts.found(), String.join(" or ", wanted), file);
        return ConnectorException.permanent("SSH_HOST_KEY", message, cause);
    }

    private ConnectorException failure(JSchException e) {
        if (e.getCause() instanceof Tunnel.RefusedException refused) {
            String message = "%s: wanted an SSH connection, found: %s".formatted(login.place(), refused.getMessage());
            return refused.prohibited()
                    ? ConnectorException.permanent("SSH_UNREACHABLE", message, e)
                    : ConnectorException.transientFault("SSH_UNREACHABLE", message, e);
        }
        String text = String.valueOf(e.getMessage());
        if (text.startsWith("Auth ") || text.contains("Too many authentication failures")) {
            return ConnectorException.permanent(
                    "SSH_AUTHENTICATION",
                    "%s: wanted to log in as %s, found: refused (%s)".formatted(login.place(), login.user(), text),
                    e);
        }
        return ConnectorException.transientFault(
                "SSH_UNREACHABLE", "%s: wanted an SSH connection, found: %s".formatted(login.place(), text), e);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        // Behind a jump host a name means what it means there.
        InetSocketAddress to = socket instanceof Tunnel
                ? InetSocketAddress.createUnresolved(host, port)
                : new InetSocketAddress(host, port);
        int limit = Math.toIntExact(options.connectTimeout().toMillis());
        // Who waits for this login gives up first, and then asks the jump host whether it is there.
        socket.connect(to, socket instanceof Tunnel ? 2 * limit : limit);
        connected = true;
        return socket;
    }

    @Override
    public InputStream getInputStream(Socket from) throws IOException {
        return new Watched(from.getInputStream());
    }

    @Override
    public OutputStream getOutputStream(Socket from) throws IOException {
        return from.getOutputStream();
    }

    /** Notes the line with which the server tells its version; other lines may come before it (RFC 4253, 4.2). */
    private final class Watched extends FilterInputStream {
        private static final String VERSION = "SSH-";
        private static final int OTHER_LINE = -1;

        private int matched;

        Watched(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            note(value);
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            for (int i = offset; i < offset + count && !greeted; i++) {
                note(bytes[i]);
            }
            return count;
        }

        private void note(int value) {
            if (greeted) {
                return;
            }
            if (value == '\n') {
                matched = 0;
            } else if (matched != OTHER_LINE) {
                matched = value == VERSION.charAt(matched) ? matched + 1 : OTHER_LINE;
                greeted = matched == VERSION.length();
            }
        }
    }
}
