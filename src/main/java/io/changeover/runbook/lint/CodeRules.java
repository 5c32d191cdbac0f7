package io.changeover.runbook.lint;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps code out of runbooks: no scripts, no shell, no classes, no code in expressions, steps from the catalogue only.
 * What is not known to be harmless is refused. Thread-safe.
 */
public final class CodeRules {
    private static final String ENGINE = "http://camunda.org/schema/1.0/bpmn";

    /** The engine takes this older name for its own; a runbook uses the current one, and there is one way to read it. */
    private static final String ENGINE_BEFORE = "http://activiti.org/bpmn";

    private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";

    /** Refused whatever their namespace: the engine looks some of them up by name alone. */
    private static final Set<String> CODE_TAGS = Set.of(
            "script", "scriptTask", "businessRuleTask", "sendTask", "connector", "field", "failedJobRetryTimeCycle");

    private static final Set<String> LISTENERS = Set.of("executionListener", "taskListener");
    private static final Set<String> LISTENER_ATTRIBUTES = Set.of("event", "id", "delegateExpression");
    private static final Set<String> TAGS = Set.of(
            "properties",
            "property",
            "inputOutput",
            "inputParameter",
            "outputParameter",
            "list",
            "map",
            "entry",
            "value",
            "in",
            "out",
            "formData",
            "formField",
            "validation",
            "constraint",
            "executionListener",
            "taskListener",
            "errorEventDefinition");
    private static final Set<String> ATTRIBUTES = Set.of(
            "asyncBefore",
            "asyncAfter",
            "exclusive",
            "assignee",
            "candidateGroups",
            "candidateUsers",
            "candidateStarterGroups",
            "candidateStarterUsers",
            "dueDate",
            "followUpDate",
            "priority",
            "formKey",
            "formRef",
            "formRefBinding",
            "formRefVersion",
            "initiator",
            "historyTimeToLive",
            "versionTag",
            "isStartableInTasklist",
            "collection",
            "elementVariable",
            "calledElementBinding",
            "delegateExpression",
            "jobPriority",
            "diagramRelationId",
            "errorCodeVariable",
            "errorMessageVariable",
            "errorMessage",
            "escalationCodeVariable",
            "modelerTemplate",
            "modelerTemplateVersion",
            "modelerTemplateIcon",
            "variableName",
            "variableEvents");

    private final Set<String> listeners;
    private final Set<String> callable;

    /**
     * @param listeners names of the beans a diagram may name as listeners
     * @param callable names of the beans whose methods an expression may call
     */
    public CodeRules(Set<String> listeners, Set<String> callable) {
        this.listeners = Set.copyOf(listeners);
        this.callable = Set.copyOf(callable);
    }

    /** Takes what is wrong, with the element it is about. */
    @FunctionalInterface
    public interface Sink {
        void add(XmlNode node, String element, String rule, String message);
    }

    /** Judges an element and all inside it. */
    public void check(XmlNode node, Sink sink) {
        check(node, node.name(), sink);
    }

    private void check(XmlNode node, String outer, Sink sink) {
        String element = node.attributes().getOrDefault("id", outer);
        tag(node).ifPresent(message -> sink.add(node, element, "NO_CODE", message));
        node.attributes().forEach((key, value) -> {
            attribute(node, key, value).ifPresent(message -> sink.add(node, element, "NO_CODE", message));
            evaluated(node, value)
                    .ifPresent(
                            message -> sink.add(node, element, "EXPRESSION", "%s: %s".formatted(local(key), message)));
        });
        Expressions.objection(node.text(), callable)
                .ifPresent(message -> sink.add(node, element, "EXPRESSION", message));
        step(node, element, sink);
        node.children().forEach(child -> check(child, element, sink));
    }

    /** What an expression in an attribute does and must not; the engine evaluates no extension property. */
    private Optional<String> evaluated(XmlNode node, String value) {
        boolean property = node.name().equals("property") && node.namespace().equals(ENGINE);
        return property ? Optional.empty() : Expressions.objection(value, callable);
    }

    private Optional<String> tag(XmlNode node) {
        if (CODE_TAGS.contains(node.name())) {
            return Optional.of("a runbook holds no code, found <%s>".formatted(node.name()));
        }
        if (node.namespace().equals(ENGINE_BEFORE) || node.namespace().equals(ENGINE) && !TAGS.contains(node.name())) {
            return Optional.of("<camunda:%s> is not among the allowed extensions".formatted(node.name()));
        }
        if (node.name().equals("constraint")
                && "validator".equals(node.attributes().get("name"))) {
            return Optional.of("a form field is not checked by a class, found %s".formatted(node.attributes()));
        }
        return Optional.empty();
    }

    private Optional<String> attribute(XmlNode node, String key, String value) {
        if (LISTENERS.contains(node.name())) {
            return listener(node, key, value);
        }
        boolean ofEngine = key.startsWith(ENGINE + ":");
        if (key.startsWith(ENGINE_BEFORE + ":") || ofEngine && !ATTRIBUTES.contains(local(key))) {
            return Optional.of("camunda:%s=\"%s\" is not among the allowed attributes".formatted(local(key), value));
        }
        if (ofEngine && local(key).equals("delegateExpression") && !node.name().equals("serviceTask")) {
            return Optional.of("only a service task may name a delegate, found it on <%s>".formatted(node.name()));
        }
        boolean language =
                key.equals("language") && node.name().toLowerCase(Locale.ROOT).endsWith("expression");
        if (language || key.equals("expressionLanguage") && !value.endsWith("/XPath")) {
            return Optional.of("a condition is an expression, not a script, found language \"%s\"".formatted(value));
        }
        return Optional.empty();
    }

    private Optional<String> listener(XmlNode node, String key, String value) {
        if (!LISTENER_ATTRIBUTES.contains(key)) {
            return Optional.of("a listener has no %s, found \"%s\"".formatted(local(key), value));
        }
        boolean known = listeners.stream().anyMatch(name -> value.equals("${" + name + "}"));
        if (key.equals("delegateExpression") && !known) {
            return Optional.of("a listener is one of %s, found %s".formatted(listeners, value));
        }
        return Optional.empty();
    }

    private static void step(XmlNode node, String element, Sink sink) {
        if (!node.name().equals("serviceTask") || !node.namespace().equals(BPMN)) {
            return;
        }
        @Nullable String expression = node.attributes().get(ENGINE + ":delegateExpression");
        if (expression == null) {
            sink.add(node, element, "UNKNOWN_DELEGATE", "a service task names a delegate of the catalogue, found none");
        } else if (Delegate.ofExpression(expression).isEmpty()) {
            String message = "the delegate must be one of %s, found %s".formatted(Delegate.beanNames(), expression);
            sink.add(node, element, "UNKNOWN_DELEGATE", message);
        }
    }

    private static String local(String key) {
        return key.substring(key.lastIndexOf(':') + 1);
    }
}
