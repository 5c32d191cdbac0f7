package io.changeover.connector.runtime;

import io.changeover.connector.spi.Descriptor;
import io.changeover.connector.spi.Durations;
import io.changeover.connector.spi.Field;
import io.changeover.connector.spi.Kind;
import io.changeover.domain.plan.Defaults;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The defaults that connectors declare with their settings. Thread-safe. */
public final class FieldDefaults implements Defaults {
    private final Map<String, Descriptor> connectors;

    public FieldDefaults(Collection<Descriptor> descriptors) {
        connectors = descriptors.stream().collect(Collectors.toMap(Descriptor::name, one -> one));
    }

    @Override
    public Optional<Object> of(String connector, Kind kind, String setting) {
        return Optional.ofNullable(connectors.get(connector)).stream()
                .flatMap(descriptor -> descriptor.fields(kind).stream())
                .filter(field -> field.name().equals(setting))
                .flatMap(field -> typed(field).stream())
                .findFirst();
    }

    private static Optional<Object> typed(Field field) {
        return Optional.ofNullable(field.fallback())
                .map(text -> field.type() == Field.Type.DURATION ? Durations.parse(text) : text);
    }
}
