package io.changeover.connector.runtime;

import io.changeover.application.port.Abilities;
import io.changeover.connector.spi.Connector;
import io.changeover.connector.spi.Descriptor;
import io.changeover.connector.spi.Operation;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The connectors of this server, by name. */
public final class ConnectorRegistry implements Abilities, AutoCloseable {
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
    public boolean has(String connector, Operation operation) {
        return find(connector)
                .filter(one -> one.descriptor().operations().contains(operation))
                .isPresent();
    }

    @Override
    public void close() {
        connectors.values().forEach(Connector::close);
    }
}
