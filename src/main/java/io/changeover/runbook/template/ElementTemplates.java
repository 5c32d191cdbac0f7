package io.changeover.runbook.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.changeover.connector.spi.Descriptor;
import io.changeover.connector.spi.Operation;
import io.changeover.domain.run.FreeStep;
import io.changeover.runbook.lint.Delegate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Element templates, with which Camunda Modeler offers the steps of runbooks as forms: one for each delegate, one for
 * each thing that a connector can do by itself, and those for people. Made from what the delegates and connectors say of
 * themselves. Thread-safe.
 */
public final class ElementTemplates {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** What people call them; others are named after their connector. */
    private static final Map<String, String> TITLES = Map.ofEntries(
            Map.entry("command.call", "Run a command over SSH"),
            Map.entry("command.check", "Wait for a command over SSH"),
            Map.entry("http.call", "Make an HTTP call"),
            Map.entry("http.check", "Wait for an HTTP answer"),
            Map.entry("sql.call", "Run SQL"),
            Map.entry("sql.check", "Wait for an SQL answer"),
            Map.entry("tcp.check", "Wait for a port"),
            Map.entry("traffic.check", "Wait for real traffic"));

    private ElementTemplates() {}

    /** The files by their names, as they belong into {@code .camunda/element-templates} beside the diagrams. */
    public static Map<String, String> files(Collection<Descriptor> connectors) {
        Map<String, String> files = new TreeMap<>();
        files.put("changeover-steps.json", json(steps()));
        files.put("changeover-connectors.json", json(connectors(connectors)));
        files.put("changeover-people.json", json(people()));
        return files;
    }

    /** All of them in one list, as an editor takes them. */
    public static String all(Collection<Descriptor> connectors) {
        List<Map<String, Object>> all = new ArrayList<>(steps());
        all.addAll(connectors(connectors));
        all.addAll(people());
        return json(all);
    }

    private static List<Map<String, Object>> steps() {
        List<Map<String, Object>> templates = new ArrayList<>();
        for (Delegate delegate : Delegate.values()) {
            if (delegate != Delegate.RUN_CONNECTOR) {
                Template template = Template.step(
                                "step." + delegate.beanName(), words(delegate.beanName()), delegate.sentence())
                        .delegate(delegate.expression());
                if (delegate == Delegate.CHECK_HEALTH || delegate == Delegate.VERIFY_TRAFFIC) {
                    template.site("camunda:inputParameter", "The site that is asked.");
                }
                templates.add(template.map());
            }
        }
        return templates;
    }

    private static List<Map<String, Object>> connectors(Collection<Descriptor> connectors) {
        List<Map<String, Object>> templates = new ArrayList<>();
        connectors.stream()
                .sorted(Comparator.comparing(Descriptor::name))
                .forEach(connector -> FreeStep.OPERATIONS.stream()
                        .filter(connector.operations()::contains)
                        .forEach(operation -> templates.add(free(connector, operation))));
        return templates;
    }

    private static Map<String, Object> free(Descriptor connector, Operation operation) {
        return switch (operation) {
            case SWITCH ->
                ofThePlan(connector, operation, "Switch routes: ", "Points routes of the plan to a site.")
                        .site("camunda:property", "The site that users are sent to.")
                        .named(FreeStep.ROUTES, "Routes of the plan, by name, with commas between them.")
                        .map();
            case PREPARE ->
                ofThePlan(
                                connector,
                                operation,
                                "Bring copies close: ",
                                "Does what can be done while the source serves.")
                        .named(FreeStep.DATASETS, "Datasets of the plan, by name, with commas between them.")
                        .map();
            case SYNC ->
                ofThePlan(
                                connector,
                                operation,
                                "Send last changes: ",
                                "Sends the final delta, after writers have stopped.")
                        .named(FreeStep.DATASETS, "Datasets of the plan, by name, with commas between them.")
                        .map();
            default -> own(connector, operation);
        };
    }

    private static Template ofThePlan(Descriptor connector, Operation operation, String title, String sentence) {
        String verb = FreeStep.wireName(operation);
        return Template.step("connector.%s.%s".formatted(connector.name(), verb), title + connector.name(), sentence)
                .delegate(Delegate.RUN_CONNECTOR.expression())
                .hidden(FreeStep.CONNECTOR, connector.name())
                .hidden(FreeStep.OPERATION, verb);
    }

    private static Map<String, Object> own(Descriptor connector, Operation operation) {
        String verb = FreeStep.wireName(operation);
        String id = connector.name() + "." + verb;
        boolean call = operation == Operation.CALL;
        String title = TITLES.getOrDefault(id, (call ? "Call " : "Wait for ") + connector.name());
        String sentence = call
                ? "Done once on each thing that is named. It must bear being done twice: after a lost connection it is repeated."
                : "Asks until the answer is yes. When the time is over a person decides what now.";
        Template template = Template.step("connector." + id, title, sentence)
                .delegate(Delegate.RUN_CONNECTOR.expression())
                .hidden(FreeStep.CONNECTOR, connector.name())
                .hidden(FreeStep.OPERATION, verb);
        connector.fields(operation.kind()).stream()
                .filter(field -> !FreeStep.WORDS.contains(field.name()))
                .forEach(template::setting);
        template.names(FreeStep.HOSTS, "Hosts of the plan, by name, with commas between them.");
        template.names(FreeStep.INSTANCES, "Instances of the plan: the hosts that they are on at the site below.");
        template.names(FreeStep.GROUPS, "Groups of the plan: all their instances.");
        template.site("camunda:property", "The site of instances and groups, and of a step that names nothing.");
        if (!call) {
            template.pace();
        }
        template.within(call);
        return template.map();
    }

    private static List<Map<String, Object>> people() {
        return List.of(
                Template.question(
                                "manual",
                                "Do by hand",
                                "A person does something and says so. What is to be done is the task's documentation.")
                        .asks("MANUAL", "operators", "manual")
                        .map(),
                Template.question("approve", "Approve", "A member of the plan's approver group approves or declines.")
                        .asks("APPROVAL", "${approvers}", "approve")
                        .map());
    }

    /** Words for people from a name in camel case. */
    static String words(String name) {
        String spaced = name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return Character.toUpperCase(spaced.charAt(0)) + spaced.substring(1);
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("templates are plain maps and lists", e);
        }
    }
}
