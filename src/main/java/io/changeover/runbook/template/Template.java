package io.changeover.runbook.template;

import io.changeover.connector.spi.Field;
import io.changeover.domain.run.FreeStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One element template while it is written. Of one thread. */
final class Template {
    private static final String SCHEMA =
            "https://unpkg.com/@camunda/element-templates-json-schema/resources/schema.json";
    private static final String PROPERTY = "camunda:property";
    private static final String WHAT = "what";
    private static final String WHERE = "where";
    private static final String WHEN = "when";
    private static final String DURATION = "[0-9]{1,9}\\s*(ms|s|m|h|d)";
    private static final String SECRET = "\\$\\{(env:[A-Za-z_][A-Za-z0-9_]*|file:[^{}]+)\\}";
    private static final String NAMES = "[a-z0-9][a-z0-9-]*([,\\s]+[a-z0-9-]+)*";
    private static final Map<String, String> GROUPS = Map.of(WHAT, "What", WHERE, "Where", WHEN, "How long");

    /** Raised with every change that Modeler should offer to tasks which were made from an older one. */
    private static final int VERSION = 1;

    private final Map<String, Object> head = new LinkedHashMap<>();
    private final List<Map<String, Object>> properties = new ArrayList<>();

    private Template(String id, String name, String sentence, String element) {
        head.put("$schema", SCHEMA);
        head.put("name", name);
        head.put("id", "io.changeover." + id);
        head.put("version", VERSION);
        head.put("description", sentence);
        head.put("category", Map.of("id", "changeover", "name", "Changeover"));
        head.put("appliesTo", List.of("bpmn:Task"));
        head.put("elementType", Map.of("value", element));
        head.put("entriesVisible", false);
    }

    /** A template for service tasks. */
    static Template step(String id, String name, String sentence) {
        return new Template(id, name, sentence, "bpmn:ServiceTask");
    }

    /** A template for user tasks. */
    static Template question(String id, String name, String sentence) {
        return new Template(id, name, sentence, "bpmn:UserTask");
    }

    Template delegate(String expression) {
        return fixed("property", "camunda:delegateExpression", expression);
    }

    Template asks(String decision, String group, String form) {
        fixed(PROPERTY, "decision", decision);
        fixed("property", "camunda:formRef", form);
        fixed("property", "camunda:formRefBinding", "deployment");
        return fixed("property", "camunda:candidateGroups", group);
    }

    /** A property of the task that is as it is. */
    Template hidden(String name, String value) {
        return fixed(PROPERTY, name, value);
    }

    private Template fixed(String binding, String name, String value) {
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("type", "Hidden");
        property.put("value", value);
        property.put("binding", Map.of("type", binding, "name", name));
        properties.add(sorted(property));
        return this;
    }

    /** A setting of a connector. */
    void setting(Field field) {
        String fallback = field.fallback();
        String description = field.description()
                + (fallback == null ? "" : " Default: %s.".formatted(fallback))
                + hint(field.type());
        String label = ElementTemplates.words(field.name());
        List<String> choices = field.type() == Field.Type.FLAG ? List.of("true", "false") : field.allowed();
        if (choices.isEmpty()) {
            text(field.name(), label, description, WHAT, field.required(), pattern(field.type()));
        } else {
            String value = fallback == null ? choices.get(choices.size() - 1) : fallback;
            dropdown(PROPERTY, field.name(), label, description, WHAT, choices, value);
        }
    }

    private static String hint(Field.Type type) {
        return switch (type) {
            case TEXT, INTEGER, PORT, FLAG -> "";
            case DURATION -> " With its unit: 500ms, 30s, 5m, 2h, 1d.";
            case TEXTS -> " With commas between them.";
            case MAP -> " As 'name: value', with bars between them: a: 1 | b: 2.";
            case SECRET -> " A reference, never in clear: ${env:NAME} or ${file:/path}.";
        };
    }

    private static @Nullable String pattern(Field.Type type) {
        return switch (type) {
            case TEXT, FLAG, TEXTS, MAP -> null;
            case INTEGER -> "-?[0-9]{1,9}";
            case PORT -> "[0-9]{1,5}";
            case DURATION -> DURATION;
            case SECRET -> SECRET;
        };
    }

    /** Names of the plan. */
    void names(String word, String description) {
        text(word, ElementTemplates.words(word), description, WHERE, false, NAMES);
    }

    /** Names of the plan that must be given. */
    Template named(String word, String description) {
        text(word, ElementTemplates.words(word), description, WHERE, true, NAMES);
        return this;
    }

    Template site(String binding, String description) {
        dropdown(binding, FreeStep.SITE, "Site", description, WHERE, List.of("source", "target"), "target");
        return this;
    }

    /** How often a check asks. */
    void pace() {
        text(
                FreeStep.TIMES,
                "Good answers in a row",
                "How many answers in a row must be good. Default: 1.",
                WHEN,
                false,
                "[1-9][0-9]{0,3}");
        text(
                FreeStep.EVERY,
                "Every",
                "The time between two answers. Default: %s.".formatted(FreeStep.CHECK_EVERY),
                WHEN,
                false,
                DURATION);
    }

    void within(boolean call) {
        String fallback = call ? "the plan's 'limits.operation'" : FreeStep.CHECK_WITHIN;
        text(
                FreeStep.WITHIN,
                "Within",
                "The time after which it has failed and a person decides. Default: %s.".formatted(fallback),
                WHEN,
                false,
                DURATION);
    }

    private void text(
            String name, String label, String description, String group, boolean required, @Nullable String pattern) {
        Map<String, Object> property = shown(label, description, "String", group);
        Map<String, Object> constraints = new LinkedHashMap<>();
        if (required) {
            constraints.put("notEmpty", true);
        }
        if (pattern != null) {
            constraints.put(
                    "pattern",
                    sorted(Map.of("value", "^\\s*(%s)?\\s*$".formatted(pattern), "message", "is not written so")));
        }
        if (!constraints.isEmpty()) {
            property.put("constraints", constraints);
        }
        property.put("binding", sorted(Map.of("type", PROPERTY, "name", name)));
        properties.add(property);
    }

    private void dropdown(
            String binding,
            String name,
            String label,
            String description,
            String group,
            List<String> choices,
            String value) {
        Map<String, Object> property = shown(label, description, "Dropdown", group);
        property.put("value", value);
        property.put(
                "choices",
                choices.stream()
                        .map(choice -> sorted(Map.of("name", choice, "value", choice)))
                        .toList());
        property.put("binding", sorted(Map.of("type", binding, "name", name)));
        properties.add(property);
    }

    private static Map<String, Object> shown(String label, String description, String type, String group) {
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("label", label);
        property.put("description", description);
        property.put("type", type);
        property.put("group", group);
        return property;
    }

    /** The template as it is written to a file; only groups that hold something are named. */
    Map<String, Object> map() {
        Map<String, Object> map = new LinkedHashMap<>();
        head.forEach((name, value) -> map.put(name, value instanceof Map<?, ?> inner ? sorted(inner) : value));
        List<Map<String, Object>> groups = List.of(WHAT, WHERE, WHEN).stream()
                .filter(group -> properties.stream().anyMatch(one -> group.equals(one.get("group"))))
                .map(group -> sorted(Map.of("id", group, "label", GROUPS.getOrDefault(group, group))))
                .toList();
        if (!groups.isEmpty()) {
            map.put("groups", groups);
        }
        map.put("properties", List.copyOf(properties));
        return map;
    }

    /** Files come out the same every time. */
    private static Map<String, Object> sorted(Map<?, ?> any) {
        Map<String, Object> sorted = new LinkedHashMap<>();
        any.entrySet().stream()
                .sorted((a, b) -> a.getKey().toString().compareTo(b.getKey().toString()))
                .forEach(entry -> sorted.put(
                        entry.getKey().toString(),
                        entry.getValue() instanceof Map<?, ?> inner ? sorted(inner) : entry.getValue()));
        return sorted;
    }
}
