package io.changeover.planfile;

import io.changeover.connector.spi.Descriptor;
import io.changeover.connector.spi.Field;
import io.changeover.connector.spi.Kind;
import io.changeover.domain.plan.FencingMethod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which connectors may be named for which kind of thing, and their settings. */
final class Catalogue {
    private final Collection<Descriptor> descriptors;

    Catalogue(Collection<Descriptor> descriptors) {
        this.descriptors = List.copyOf(descriptors);
    }

    /** The settings of every connector that serves the kind, by the connector's name. */
    Map<String, List<Field>> fields(Kind kind) {
        Map<String, List<Field>> fields = new TreeMap<>();
        descriptors.stream()
                .filter(descriptor -> descriptor.serves(kind))
                .forEach(descriptor -> fields.put(descriptor.name(), fields(descriptor, kind)));
        if (kind == Kind.FENCING) {
            fields.put(FencingMethod.VERIFIED_STOP, List.of());
        }
        return fields;
    }

    /** The names of all settings of all connectors. */
    List<String> settingNames() {
        return descriptors.stream()
                .flatMap(descriptor -> descriptor.fields().values().stream())
                .flatMap(List::stream)
                .map(Field::name)
                .distinct()
                .toList();
    }

    /** A check's own name is the key of what it asks, whether or not its descriptor says so. */
    private static List<Field> fields(Descriptor descriptor, Kind kind) {
        List<Field> fields = descriptor.fields(kind);
        String name = descriptor.name();
        if (kind != Kind.CHECK || fields.stream().anyMatch(field -> field.name().equals(name))) {
            return fields;
        }
        List<Field> all = new ArrayList<>(fields);
        all.add(0, Field.required(name, Field.Type.TEXT, descriptor.summary()));
        return List.copyOf(all);
    }
}
