package io.changeover.connector.spi;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One setting that a connector takes. The plan's validator, its JSON Schema and the catalogue are made from these.
 *
 * @param name the key in the plan
 * @param required whether it must be given for every site (for both sites at once, or for each)
 * @param description one sentence, with unit and default where there is one
 * @param allowed the values allowed, or empty for any of the type
 * @param fallback what holds where it is not given, or null
 * @param apart whether it names a thing of which the host has one, such as a port or a folder: in a drill it is not
 *     taken over from the standby side and must be another one
 */
public record Field(
        String name,
        Type type,
        boolean required,
        String description,
        List<String> allowed,
        @Nullable String fallback,
        boolean apart) {
    public Field {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(description, "description");
        allowed = List.copyOf(allowed);
    }

    /** How a value is written in the plan. */
    public enum Type {
        /** Any text. */
        TEXT,
        /** A whole number. */
        INTEGER,
        /** A TCP port, 1 to 65535. */
        PORT,
        /** A time with its unit: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h}, {@code 1d}. */
        DURATION,
        /** {@code true} or {@code false}. */
        FLAG,
        /** A list of texts. */
        TEXTS,
        /** A map of texts by name. */
        MAP,
        /** A reference to a secret: {@code ${env:NAME}} or {@code ${file:PATH}}; a value in clear is refused. */
        SECRET
    }

    /** A setting without which the plan is refused. */
    public static Field required(String name, Type type, String description) {
        return new Field(name, type, true, description, List.of(), null, false);
    }

    /** A setting that may be left out. */
    public static Field optional(String name, Type type, String description) {
        return new Field(name, type, false, description, List.of(), null, false);
    }

    /** A setting that may be left out, with what holds then. */
    public static Field optional(String name, Type type, String fallback, String description) {
        return new Field(name, type, false, description, List.of(), fallback, false);
    }

    /** The same setting, with these values only. */
    public Field oneOf(String... values) {
        return new Field(name, type, required, description, List.of(values), fallback, apart);
    }

    /** The same setting, of which a drill needs another value. */
    public Field another() {
        return new Field(name, type, required, description, allowed, fallback, true);
    }
}
