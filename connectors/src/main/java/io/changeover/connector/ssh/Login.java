package io.changeover.connector.ssh;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Host;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Who logs in where. Secrets are read when a connection is made; of them only opened keys are kept.
 *
 * @param jump the login through which it goes, or null for the straight way
 */
record Login(Host host, String user, int port, @Nullable Login jump) {

    static Login of(Host host) throws ConnectorException {
        Host jump = host.jump();
        @Nullable Login through = jump == null ? null : of(jump);
        try {
            String user = host.ssh().text("user", System.getProperty("user.name", ""));
            return new Login(host, user, host.ssh().integer("port", 22), through);
        } catch (RuntimeException e) {
            throw ConnectorException.permanent(
                    "SSH_AUTHENTICATION", host + ": its ssh settings cannot be read: " + e.getMessage(), e);
        }
    }

    /** Logins with the same key share connections. */
    String key() {
        return user + "@" + daemon();
    }

    /** One SSH server: the same address behind another jump host is another one. */
    String daemon() {
        return jump == null ? endpoint() : endpoint() + " through " + jump.key();
    }

    private String endpoint() {
        return (host.address().contains(":") ? "[" + host.address() + "]" : host.address()) + ":" + port;
    }

    /** How messages name the host. */
    String place() {
        String through = jump == null ? "" : " through " + jump.host().name();
        return host.name() + " (" + endpoint() + through + ")";
    }

    Path knownHosts() {
        return expanded(host.ssh().text("knownHosts", "~/.ssh/known_hosts"));
    }

    static Path expanded(String path) {
        return path.startsWith("~/")
                ? Path.of(System.getProperty("user.home", ""), path.substring(2))
                : Path.of(path.strip());
    }
}
