package io.changeover.planfile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.changeover.connector.spi.Descriptor;
import io.changeover.connector.spi.Field;
import io.changeover.planfile.Shape.Choice;
import io.changeover.planfile.Shape.Connected;
import io.changeover.planfile.Shape.Listing;
import io.changeover.planfile.Shape.Named;
import io.changeover.planfile.Shape.Property;
import io.changeover.planfile.Shape.Structure;
import io.changeover.planfile.Shape.Value;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The JSON Schema (draft 2020-12) of plan files, for editors. It accepts every plan that the reader accepts; rules
 * between parts of a plan (names that must exist, hosts of the right site) are the reader's alone.
 */
public final class PlanSchema {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ObjectNode definitions = NODES.objectNode();

    private PlanSchema() {}

    /** The schema as JSON text, for plans that may name these connectors. */
    public static String of(Collection<Descriptor> connectors) {
        return new PlanSchema()
                .document(new PlanShape(new Catalogue(connectors)).plan())
                .toPrettyString();
    }

    private ObjectNode document(Structure plan) {
        ObjectNode document = NODES.objectNode();
        document.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        document.put("title", "Changeover protection plan");
        document.setAll(structure(plan));
        document.set("$defs", definitions);
        return document;
    }

    private ObjectNode schema(Shape shape) {
        if (shape instanceof Value value) {
            return ValueSchema.of(value);
        }
        if (shape instanceof Listing listing) {
            ObjectNode node = NODES.objectNode().put("type", "array");
            node.set("items", schema(listing.item()));
            return listing.least() > 0 ? node.put("minItems", listing.least()) : node;
        }
        if (shape instanceof Named named) {
            return named(named);
        }
        if (shape instanceof Choice choice) {
            return choice(choice);
        }
        Structure structure = (Structure) shape;
        return structure
                .connected()
                .map(connected -> connected(structure, connected))
                .orElseGet(() -> structure(structure));
    }

    private ObjectNode named(Named named) {
        ObjectNode node = NODES.objectNode().put("type", "object").put("minProperties", named.least());
        if (named.most() < Integer.MAX_VALUE) {
            node.put("maxProperties", named.most());
        }
        node.set(
                "propertyNames",
                NODES.objectNode().put("pattern", ValueSchema.whole(named.key().pattern())));
        node.set("additionalProperties", schema(named.value()));
        return node;
    }

    private ObjectNode structure(Structure structure) {
        ObjectNode node = NODES.objectNode().put("type", "object");
        node.set("properties", properties(structure.properties()));
        required(node, structure);
        return node.put("additionalProperties", false);
    }

    /** Which settings there are depends on the connector: one if/then for each. */
    private ObjectNode connected(Structure structure, Connected connected) {
        ObjectNode node = NODES.objectNode().put("type", "object");
        node.set("properties", properties(structure.properties()));
        required(node, structure);
        ArrayNode cases = node.putArray("allOf");
        connected.fields().forEach((name, fields) -> {
            ObjectNode one = cases.addObject();
            ObjectNode when = one.putObject("if");
            when.putObject("properties").putObject(Connected.CONNECTOR).put("const", name);
            if (connected.usual().filter(name::equals).isEmpty()) {
                when.putArray("required").add(Connected.CONNECTOR);
            }
            one.set("then", settings(structure, connected, fields));
        });
        return node;
    }

    private ObjectNode settings(Structure structure, Connected connected, List<Field> fields) {
        ObjectNode then = NODES.objectNode();
        ObjectNode properties = then.putObject("properties");
        structure.properties().forEach(property -> properties.put(property.name(), true));
        Connected.settings(fields).stream()
                .filter(setting -> !structure.byName().containsKey(setting.name()))
                .forEach(setting -> properties.set(setting.name(), property(setting)));
        connected.drill().ifPresent(keys -> properties.set(Connected.DRILL, drill(keys, fields)));
        then.set("additionalProperties", structure(Connected.atSite(fields)));
        return then;
    }

    private ObjectNode drill(Structure keys, List<Field> fields) {
        ObjectNode node = NODES.objectNode().put("type", "object");
        node.set("properties", properties(Connected.inDrill(keys, fields).properties()));
        node.set("additionalProperties", structure(Connected.inDrillAtSite(fields)));
        return node.put("description", "What is another in a drill.");
    }

    private ObjectNode choice(Choice choice) {
        if (!definitions.has(choice.what())) {
            ObjectNode node = definitions.putObject(choice.what()).put("type", "object");
            ArrayNode cases = node.putArray("oneOf");
            for (Map.Entry<String, Structure> entry : choice.byKey().entrySet()) {
                ObjectNode one = structure(entry.getValue());
                ArrayNode required = one.withArray("required");
                if (entry.getValue().properties().stream()
                        .noneMatch(property ->
                                property.required() && property.name().equals(entry.getKey()))) {
                    required.add(entry.getKey());
                }
                cases.add(one);
            }
        }
        return NODES.objectNode().put("$ref", "#/$defs/" + choice.what());
    }

    private static void required(ObjectNode node, Structure structure) {
        List<String> names = structure.properties().stream()
                .filter(Property::required)
                .map(Property::name)
                .toList();
        if (!names.isEmpty()) {
            ArrayNode required = node.putArray("required");
            names.forEach(required::add);
        }
    }

    private ObjectNode properties(List<Property> all) {
        ObjectNode properties = NODES.objectNode();
        all.forEach(property -> properties.set(property.name(), property(property)));
        return properties;
    }

    private ObjectNode property(Property property) {
        ObjectNode node = schema(property.shape());
        node.put("description", property.description());
        String fallback = property.fallback();
        if (fallback != null && property.shape() instanceof Value value) {
            node.set("default", ValueSchema.fallback(value.type(), fallback));
        }
        return node;
    }
}
