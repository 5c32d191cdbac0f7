package io.changeover.planfile;

import io.changeover.connector.spi.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a part of a plan file may look like. The validator and the JSON Schema are both made from shapes, so they cannot
 * disagree.
 */
sealed interface Shape {

    /**
     * One value, or a list or map of texts.
     *
     * @param allowed the values allowed, or empty for any of the type
     * @param form how a text must be written, or null for any way
     * @param minimum the smallest number, or for a time 1 for "more than nothing"; null for no bound
     */
    record Value(
            Field.Type type,
            List<String> allowed,
            @Nullable Form form,
            @Nullable Integer minimum,
            References references)
            implements Shape {
        static Value of(Field.Type type) {
            return new Value(type, List.of(), null, null, References.NONE);
        }

        /** The shape of a connector's setting. */
        static Value of(Field field) {
            return new Value(field.type(), field.allowed(), null, null, References.ALL);
        }

        Value as(Form wanted) {
            return new Value(type, allowed, wanted, minimum, references);
        }

        Value atLeast(int least) {
            return new Value(type, allowed, form, least, references);
        }

        Value oneOf(List<String> values) {
            return new Value(type, values, form, minimum, references);
        }

        Value with(References kinds) {
            return new Value(type, allowed, form, minimum, kinds);
        }
    }

    /** Which {@code ${…}} a text may hold. */
    enum References {
        /** None. */
        NONE,
        /** {@code ${env:NAME}} and {@code ${file:PATH}}. */
        SECRETS,
        /** Secrets, and the variables of a placement. */
        ALL
    }

    /** How a text must be written, and that in words. */
    record Form(Pattern pattern, String words) {}

    /** A list of at least so many items. */
    record Listing(Shape item, int least) implements Shape {}

    /** A map whose keys are names chosen by the writer, with at least and at most so many entries. */
    record Named(String what, Form key, Shape value, int least, int most) implements Shape {}

    /** A map with known keys; with {@code connected}, also the settings of the connector that it names. */
    record Structure(List<Property> properties, Optional<Connected> connected) implements Shape {
        static Structure of(Property... properties) {
            return new Structure(List.of(properties), Optional.empty());
        }

        Map<String, Property> byName() {
            Map<String, Property> map = new LinkedHashMap<>();
            properties.forEach(property -> map.put(property.name(), property));
            return map;
        }
    }

    /**
     * A map in which exactly one key says what it is; the others depend on which.
     *
     * @param advice what to do where there are several
     */
    record Choice(String what, Map<String, Structure> byKey, String advice) implements Shape {}

    /**
     * The settings of a connector, for both sites or under a site's name.
     *
     * @param fields the settings of each connector that may be named
     * @param usual the connector where none is named, if there is one
     * @param drill what may stand under {@link #DRILL} beside the settings, where the member may be drilled
     */
    record Connected(Map<String, List<Field>> fields, Optional<String> usual, Optional<Structure> drill) {
        static final String CONNECTOR = "connector";
        static final String HOST = "host";
        /** The key for what is another in a drill. */
        static final String DRILL = "drill";
        /** The connector of hooks that name none. */
        static final String OF_HOOKS = "command";
        /** The connector of witnesses that name none. */
        static final String OF_WITNESSES = "witness";

        /** The settings themselves. */
        static List<Property> settings(List<Field> fields) {
            return fields.stream()
                    .map(field ->
                            new Property(field.name(), false, field.description(), Value.of(field), field.fallback()))
                    .toList();
        }

        /** What may stand under {@link #DRILL}; it may also stand there under a site's name, checks aside. */
        static Structure inDrill(Structure keys, List<Field> fields) {
            List<Property> all = new ArrayList<>(keys.properties());
            all.addAll(settings(fields));
            return new Structure(List.copyOf(all), Optional.empty());
        }

        /** What may stand under a site's name within {@link #DRILL}. */
        static Structure inDrillAtSite(List<Field> fields) {
            return new Structure(settings(fields), Optional.empty());
        }

        /** What may stand under a site's name. */
        static Structure atSite(List<Field> fields) {
            Property host = Property.optional(
                    HOST,
                    Value.of(Field.Type.TEXT).as(PlanShape.NAME),
                    "The host at this site, by its name in the plan.");
            List<Property> all = new ArrayList<>(List.of(host));
            settings(fields).stream()
                    .filter(setting -> !setting.name().equals(HOST))
                    .forEach(all::add);
            return new Structure(List.copyOf(all), Optional.empty());
        }
    }

    /** A key and what it may hold. */
    record Property(
            String name,
            boolean required,
            String description,
            Shape shape,
            @Nullable String fallback) {
        static Property required(String name, Shape shape, String description) {
            return new Property(name, true, description, shape, null);
        }

        static Property optional(String name, Shape shape, String description) {
            return new Property(name, false, description, shape, null);
        }

        static Property optional(String name, Shape shape, String fallback, String description) {
            return new Property(name, false, description, shape, fallback);
        }
    }
}
