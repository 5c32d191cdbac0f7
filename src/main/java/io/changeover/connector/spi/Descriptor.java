package io.changeover.connector.spi;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a connector is called and what it can do.
 *
 * @param name the value of {@code connector:} in a plan; for checks, the key of the check
 * @param summary one sentence for the catalogue
 * @param operations what it can do; an operation's kind tells in which part of the plan it may be named
 * @param fields the settings it takes, by the kind they are for
 */
public record Descriptor(String name, String summary, Set<Operation> operations, Map<Kind, List<Field>> fields) {
    public Descriptor {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(summary, "summary");
        operations = Set.copyOf(operations);
        fields = Map.copyOf(fields);
    }

    /** Whether it may be named for this kind of thing. */
    public boolean serves(Kind kind) {
        return operations.stream().anyMatch(operation -> operation.kind() == kind);
    }

    /** The settings it takes for this kind of thing. */
    public List<Field> fields(Kind kind) {
        return fields.getOrDefault(kind, List.of());
    }
}
