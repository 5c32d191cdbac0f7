package io.changeover.connector.runtime;

import io.changeover.connector.spi.Connector;
import io.changeover.connector.spi.Descriptor;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The connectors of this server, by name. */
public final class ConnectorRegistry implements AutoCloseable {
    private final Map<String, Connector> connectors = new TreeMap<>();

    /**
     * A registry of these.
     *
     * @throws IllegalArgumentException if two have the same name
     */
    public ConnectorRegistry(Collection<Connector> all) {
        for (Connector connector : all) {
            String name = connector.descriptor().name();
            if (connectors.put(name, connector) != null) {
                throw new IllegalArgumentException("two connectors are called '" + name + "'");
            }
        }
    }

    /** The connector of that name. */
    public Optional<Connector> find(String name) {
        return Optional.ofNullable(connectors.get(name));
    }

    /** What each is called and takes, by name. */
    public List<Descriptor> descriptors() {
        return connectors.values().stream().map(Connector::descriptor).toList();
    }

    @Override
    public void close() {
        connectors.values().forEach(Connector::close);
    }
}
