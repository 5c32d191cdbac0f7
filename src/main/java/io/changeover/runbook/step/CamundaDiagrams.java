package io.changeover.runbook.step;

import io.changeover.application.port.Diagrams;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.StepRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.jspecify.annotations.Nullable;

/** Diagrams of the embedded engine and what its history says of them. What a deployment holds is read once. */
public final class CamundaDiagrams implements Diagrams {
    private final RepositoryService repository;
    private final HistoryService history;
    private final Map<String, Map<String, String>> calls = new ConcurrentHashMap<>();

    public CamundaDiagrams(RepositoryService repository, HistoryService history) {
        this.repository = repository;
        this.history = history;
    }

    @Override
    public List<Diagram> of(Run run) {
        return definitions(run).values().stream()
                .map(one -> new Diagram(one.getKey(), name(one), calls(one.getId())))
                .toList();
    }

    @Override
    public Optional<String> file(Run run, String process) {
        return Optional.ofNullable(definitions(run).get(process)).map(one -> read(one.getId()));
    }

    @Override
    public List<Stay> stays(Run run) {
        List<Stay> stays = new ArrayList<>();
        collect(run.processInstance(), stays);
        undo(run).ifPresent(instance -> collect(instance.getId(), stays));
        stays.sort(Comparator.comparing(Stay::came));
        return stays;
    }

    private void collect(String instance, List<Stay> stays) {
        for (HistoricActivityInstance one : history.createHistoricActivityInstanceQuery()
                .processInstanceId(instance)
                .list()) {
            stays.add(new Stay(
                    one.getProcessDefinitionKey(),
                    one.getActivityId(),
                    one.getActivityType(),
                    one.getStartTime().toInstant(),
                    Optional.ofNullable(one.getEndTime()).map(end -> end.toInstant()),
                    one.isCanceled()));
            if (one.getCalledProcessInstanceId() != null) {
                collect(one.getCalledProcessInstanceId(), stays);
            }
        }
    }

    private Optional<HistoricProcessInstance> undo(Run run) {
        return Optional.ofNullable(history.createHistoricProcessInstanceQuery()
                .processDefinitionKey(StepRecord.UNDO_BLOCK)
                .processInstanceBusinessKey(run.id().value())
                .singleResult());
    }

    /** By process id; the runbook first. */
    private Map<String, ProcessDefinition> definitions(Run run) {
        Map<String, ProcessDefinition> found = new LinkedHashMap<>();
        ProcessDefinition runbook = repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(run.runbook())
                .processDefinitionVersion(run.runbookVersion())
                .singleResult();
        if (runbook == null) {
            return found;
        }
        follow(runbook, found);
        undo(run)
                .map(instance -> repository.getProcessDefinition(instance.getProcessDefinitionId()))
                .ifPresent(block -> follow(block, found));
        return found;
    }

    private void follow(ProcessDefinition from, Map<String, ProcessDefinition> found) {
        if (found.putIfAbsent(from.getKey(), from) != null) {
            return;
        }
        for (String called : calls(from.getId()).values()) {
            ProcessDefinition block = called(called, from.getDeploymentId());
            if (block != null) {
                follow(block, found);
            }
        }
    }

    private @Nullable ProcessDefinition called(String process, String deployment) {
        return repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(process)
                .deploymentId(deployment)
                .singleResult();
    }

    private Map<String, String> calls(String definition) {
        return calls.computeIfAbsent(definition, id -> {
            Map<String, String> found = new LinkedHashMap<>();
            repository
                    .getBpmnModelInstance(id)
                    .getModelElementsByType(CallActivity.class)
                    .forEach(call -> found.put(call.getId(), call.getCalledElement()));
            return found;
        });
    }

    private static String name(ProcessDefinition definition) {
        return Optional.ofNullable(definition.getName()).orElse(definition.getKey());
    }

    private String read(String definition) {
        try (InputStream file = repository.getProcessModel(definition)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
