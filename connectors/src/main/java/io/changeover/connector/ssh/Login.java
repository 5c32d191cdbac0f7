package io.changeover.connector.ssh;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Host;
import java.nio.file.Path;

/** Who logs in where. Secrets are read when a connection is made, and not kept. */
record Login(Host host, String user, int port) {

    static Login of(Host host) throws ConnectorException {
        try {
            String user = host.ssh().text("user", System.getProperty("user.name", ""));
            return new Login(host, user, host.ssh().integer("port", 22));
        } catch (RuntimeException e) {
            throw ConnectorException.permanent(
                    "SSH_AUTHENTICATION", host + ": its ssh settings cannot be read: " + e.getMessage(), e);
        }
    }

    /** Logins with the same key share connections. */
    String key() {
        return user + "@" + endpoint();
    }

    String endpoint() {
        return (host.address().contains(":") ? "[" + host.address() + "]" : host.address()) + ":" + port;
    }

    /** How messages name the host. */
    String place() {
        return host.name() + " (" + endpoint() + ")";
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
