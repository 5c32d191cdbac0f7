package io.changeover.runbook.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.changeover.runbook.lint.Delegate;
import io.changeover.runbook.lint.Extensions;
import io.changeover.runbook.lint.RunbookLint;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.jspecify.annotations.Nullable;

/** The diagrams and forms of a set that the lint has nothing to say about. Thread-safe: nothing is changed. */
final class Diagrams {
    private final Map<String, BpmnModelInstance> models = new TreeMap<>();
    private final Map<String, String> texts = new TreeMap<>();
    private final Map<String, JsonNode> forms = new TreeMap<>();

    Diagrams(Map<String, String> files) {
        files.forEach((name, text) -> {
            if (RunbookLint.isDiagram(name)) {
                BpmnModelInstance model =
                        Bpmn.readModelFromStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
                model.getModelElementsByType(Process.class).forEach(process -> {
                    models.put(process.getId(), model);
                    texts.put(process.getId(), text);
                });
            } else if (name.endsWith(".form")) {
                form(name, text);
            }
        });
    }

    private void form(String name, String text) {
        try {
            JsonNode form = new ObjectMapper().readTree(text);
            forms.put(form.path("id").asText(), form);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("%s must be JSON, but: %s".formatted(name, e.getOriginalMessage()), e);
        }
    }

    Set<String> processes() {
        return Collections.unmodifiableSet(models.keySet());
    }

    /** The process and all that it calls, itself or through others; itself first. */
    Set<String> with(String root) {
        Set<String> found = new LinkedHashSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(root));
        while (!next.isEmpty()) {
            String process = next.remove();
            @Nullable BpmnModelInstance model = models.get(process);
            if (model != null && found.add(process)) {
                model.getModelElementsByType(CallActivity.class).stream()
                        .map(CallActivity::getCalledElement)
                        .filter(Objects::nonNull)
                        .forEach(next::add);
            }
        }
        return found;
    }

    /** Whether an expression of the process, or of one that it calls, reads the variable. */
    boolean reads(String root, String variable) {
        Pattern inside = Pattern.compile("[$#]\\{[^}]*\\b" + Pattern.quote(variable) + "\\b");
        return with(root).stream()
                .anyMatch(process ->
                        inside.matcher(texts.getOrDefault(process, "")).find());
    }

    boolean isRunbook(String process) {
        return property(process, process, "runType").isPresent();
    }

    /** What a person calls the element. */
    String name(String process, String element) {
        BaseElement found = element(process, element);
        @Nullable String name = found instanceof FlowElement flow ? flow.getName() : null;
        return name == null || name.isBlank() ? element : name.replaceAll("\\s+", " ");
    }

    Optional<String> property(String process, String element, String property) {
        return Extensions.property(element(process, element), property);
    }

    /** The step that a service task names. */
    Optional<Delegate> step(String process, String element) {
        return element(process, element) instanceof ServiceTask task
                ? Optional.ofNullable(task.getCamundaDelegateExpression()).flatMap(Delegate::ofExpression)
                : Optional.empty();
    }

    /** What the form of a user task lets a person choose for that variable; empty if the form does not say. */
    List<String> answers(String process, String element, String variable) {
        List<String> answers = new ArrayList<>();
        if (element(process, element) instanceof UserTask task && task.getCamundaFormRef() != null) {
            @Nullable JsonNode form = forms.get(task.getCamundaFormRef());
            if (form != null) {
                for (JsonNode part : form.path("components")) {
                    if (variable.equals(part.path("key").asText())) {
                        part.path("values")
                                .forEach(
                                        value -> answers.add(value.path("value").asText()));
                    }
                }
            }
        }
        return answers;
    }

    /** The ids of all elements that a token can be at. */
    List<String> elements(String process) {
        return model(process).getModelElementsByType(FlowNode.class).stream()
                .map(BaseElement::getId)
                .toList();
    }

    List<String> flows(String process) {
        return model(process).getModelElementsByType(SequenceFlow.class).stream()
                .map(BaseElement::getId)
                .toList();
    }

    private BaseElement element(String process, String element) {
        return model(process).getModelElementById(element);
    }

    private BpmnModelInstance model(String process) {
        return Objects.requireNonNull(models.get(process), process);
    }
}
