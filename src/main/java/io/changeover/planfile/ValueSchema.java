package io.changeover.planfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.changeover.connector.spi.Field.Type;
import io.changeover.planfile.Shape.Form;
import io.changeover.planfile.Shape.Value;
import java.util.regex.Pattern;

/** The JSON Schema of single values; the counterpart of {@link ValueCheck}. */
final class ValueSchema {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ValueSchema() {}

    static ObjectNode of(Value value) {
        ObjectNode node = switch (value.type()) {
            case INTEGER -> NODES.objectNode().put("type", "integer");
            case PORT ->
                NODES.objectNode().put("type", "integer").put("minimum", 1).put("maximum", 65_535);
            case DURATION -> duration(value);
            case FLAG -> NODES.objectNode().put("type", "boolean");
            case TEXT -> value.allowed().isEmpty() && value.form() == null ? text() : NODES.objectNode();
            case TEXTS -> texts();
            case MAP -> map();
            case SECRET -> string(ValueCheck.SECRET);
        };
        return bounded(value, node);
    }

    /** A whole match, as JSON Schema wants it said. */
    static String whole(Pattern pattern) {
        return "^(" + pattern.pattern() + ")$";
    }

    static JsonNode fallback(Type type, String text) {
        return switch (type) {
            case INTEGER, PORT ->
                ValueCheck.WHOLE_NUMBER.matcher(text).matches()
                        ? NODES.numberNode(Integer.parseInt(text))
                        : NODES.textNode(text); // said in words, such as "the value of port"
            case FLAG -> NODES.booleanNode(Boolean.parseBoolean(text));
            case TEXT, DURATION, TEXTS, MAP, SECRET -> NODES.textNode(text);
        };
    }

    private static ObjectNode bounded(Value value, ObjectNode node) {
        Form form = value.form();
        if (form != null) {
            node.setAll(string(form.pattern()));
        }
        Integer minimum = value.minimum();
        if (minimum != null && value.type() == Type.INTEGER) {
            node.put("minimum", minimum);
        }
        if (!value.allowed().isEmpty()) {
            boolean number = value.type() == Type.INTEGER || value.type() == Type.PORT;
            ArrayNode allowed = (value.type() == Type.TEXTS ? node.putObject("items") : node).putArray("enum");
            for (String one : value.allowed()) {
                allowed.add(number ? NODES.numberNode(Integer.parseInt(one)) : NODES.textNode(one));
            }
        }
        return node;
    }

    private static ObjectNode duration(Value value) {
        String pattern = ValueCheck.DURATION.pattern();
        String some = value.minimum() == null ? "" : "(?=0*[1-9])";
        return NODES.objectNode().put("type", "string").put("pattern", "^" + some + "(" + pattern + ")$");
    }

    private static ObjectNode string(Pattern pattern) {
        return NODES.objectNode().put("type", "string").put("pattern", whole(pattern));
    }

    /** YAML writes a text without quotes, so that {@code expect: 200} is a text, too. */
    private static ObjectNode text() {
        ObjectNode node = NODES.objectNode();
        node.putArray("type").add("string").add("number").add("boolean");
        return node;
    }

    private static ObjectNode texts() {
        ObjectNode node = text();
        ((ArrayNode) node.get("type")).add("array");
        node.set("items", text());
        return node;
    }

    private static ObjectNode map() {
        ObjectNode node = NODES.objectNode().put("type", "object");
        node.set("additionalProperties", text());
        return node;
    }
}
