package io.changeover.connector.ssh;

import java.time.Duration;
import java.util.Objects;

/**
 * How connections are made and kept. The defaults stay below what an OpenSSH server allows when nothing is configured
 * there: 10 sessions per connection ({@code MaxSessions}) and 10 logins at once ({@code MaxStartups}).
 *
 * @param connectTimeout from the first packet to the end of the login
 * @param channelsPerConnection commands at once over one connection
 * @param connectionsPerLogin connections at once for one user, address and port
 * @param handshakesPerHost logins at once at one address and port
 * @param idleClose after which an unused connection is closed
 * @param keepAlive between two signs of life; after three without an answer the connection is lost
 */
public record SshOptions(
        Duration connectTimeout,
        int channelsPerConnection,
        int connectionsPerLogin,
        int handshakesPerHost,
        Duration idleClose,
        Duration keepAlive) {
    public SshOptions {
        Objects.requireNonNull(connectTimeout, "connectTimeout");
        Objects.requireNonNull(idleClose, "idleClose");
        Objects.requireNonNull(keepAlive, "keepAlive");
        if (channelsPerConnection < 1 || connectionsPerLogin < 1 || handshakesPerHost < 1) {
            throw new IllegalArgumentException("channels, connections and handshakes must each be at least 1");
        }
    }

    /** 10 s to connect, 8 channels per connection, 8 connections, 4 handshakes, 5 min idle, 15 s between signs of life. */
    public static SshOptions defaults() {
        return new SshOptions(Duration.ofSeconds(10), 8, 8, 4, Duration.ofMinutes(5), Duration.ofSeconds(15));
    }

    /** The same with another limit on connecting. */
    public SshOptions withConnectTimeout(Duration timeout) {
        return new SshOptions(
                timeout, channelsPerConnection, connectionsPerLogin, handshakesPerHost, idleClose, keepAlive);
    }

    /** The same with another time after which unused connections are closed. */
    public SshOptions withIdleClose(Duration idle) {
        return new SshOptions(
                connectTimeout, channelsPerConnection, connectionsPerLogin, handshakesPerHost, idle, keepAlive);
    }
}
