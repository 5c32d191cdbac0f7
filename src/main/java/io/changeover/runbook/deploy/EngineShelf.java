package io.changeover.runbook.deploy;

import io.changeover.application.Caller;
import io.changeover.application.RefusedException;
import io.changeover.application.RunbookFinding;
import io.changeover.application.RunbookVersion;
import io.changeover.application.TrialReport;
import io.changeover.application.port.RunbookShelf;
import io.changeover.domain.run.Blocker;
import io.changeover.runbook.lint.Extensions;
import io.changeover.runbook.lint.RunbookLint;
import io.changeover.runbook.trial.RunbookTrial;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.camunda.bpm.engine.EntityTypes;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.UserOperationLogEntry;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.jspecify.annotations.Nullable;

/**
 * The runbooks that are deployed in the engine. Who deployed them, and why, stands in the engine's own log of what users
 * do, whichever door was used.
 */
public final class EngineShelf implements RunbookShelf {
    private static final int LONGEST_REASON = 3_900;

    private final ProcessEngine engine;
    private final RunbookLint lint;

    public EngineShelf(ProcessEngine engine, RunbookLint lint) {
        this.engine = engine;
        this.lint = lint;
    }

    @Override
    public List<RunbookVersion> newest() {
        Map<String, Told> told = new HashMap<>();
        return latest().stream()
                .map(one -> version(one, told))
                .sorted(Comparator.<RunbookVersion, Boolean>comparing(
                                one -> one.runType().isEmpty())
                        .thenComparing(RunbookVersion::id))
                .toList();
    }

    @Override
    public List<RunbookVersion> versions(String id) {
        Map<String, Told> told = new HashMap<>();
        return engine
                .getRepositoryService()
                .createProcessDefinitionQuery()
                .processDefinitionKey(id)
                .orderByProcessDefinitionVersion()
                .desc()
                .list()
                .stream()
                .map(one -> version(one, told))
                .toList();
    }

    @Override
    public Optional<String> diagram(String id, int version) {
        return Optional.ofNullable(engine.getRepositoryService()
                        .createProcessDefinitionQuery()
                        .processDefinitionKey(id)
                        .processDefinitionVersion(version)
                        .singleResult())
                .map(one -> resource(one.getDeploymentId(), one.getResourceName()));
    }

    @Override
    public Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        Map<String, Deployment> deployments = new LinkedHashMap<>();
        for (ProcessDefinition one : latest()) {
            boolean block = property(one, "block").filter("true"::equals).isPresent();
            files.put(
                    (block ? "blocks/" : "") + one.getKey() + ".bpmn",
                    resource(one.getDeploymentId(), one.getResourceName()));
            deployments.computeIfAbsent(one.getDeploymentId(), this::deployment);
        }
        deployments.values().stream()
                .sorted(Comparator.comparing(Deployment::getDeploymentTime))
                .forEach(deployment -> forms(deployment.getId(), files));
        return files;
    }

    private void forms(String deployment, Map<String, String> files) {
        for (String name : engine.getRepositoryService().getDeploymentResourceNames(deployment)) {
            if (name.endsWith(".form")) {
                files.put("forms/" + name.replaceAll(".*[/\\\\]", ""), resource(deployment, name));
            }
        }
    }

    @Override
    public List<RunbookFinding> lint(Map<String, String> files) {
        return RunbookDesk.lint(lint, files);
    }

    @Override
    public TrialReport test(Map<String, String> files, String runbook, Map<String, Set<String>> chosen) {
        return new RunbookTrial(files).run(List.of(runbook), chosen).get(0);
    }

    /** The engine takes the same two locks, in this order, for what is deployed through its own doors. */
    @Override
    @SuppressWarnings("LockOnNonEnclosingClassLiteral") // it is the engine's own choice
    public <T> T alone(Supplier<T> work) {
        synchronized (ProcessEngine.class) {
            ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                    .getCommandExecutorTxRequired()
                    .execute(context -> {
                        context.getPropertyManager().acquireExclusiveLock();
                        return true;
                    });
            return work.get();
        }
    }

    @Override
    public List<RunbookVersion> deploy(Caller caller, Map<String, String> files, String reason) {
        engine.getIdentityService().setAuthentication(caller.user(), List.copyOf(caller.groups()));
        try {
            DeploymentBuilder builder =
                    engine.getRepositoryService().createDeployment().name("runbooks");
            files.forEach(builder::addString);
            Deployment deployment = builder.deploy();
            UserOperationLogEntry entry = logged(deployment.getId());
            if (entry != null) {
                String text = reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
                engine.getHistoryService().setAnnotationForOperationLogById(entry.getOperationId(), text);
            }
            Map<String, Told> told = new HashMap<>();
            return latest().stream()
                    .filter(one -> one.getDeploymentId().equals(deployment.getId()))
                    .map(one -> version(one, told))
                    .toList();
        } catch (ParseException e) {
            throw refusal(e);
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
    }

    /** What the engine itself does not take, beyond what the lint has judged. */
    private static RefusedException refusal(ParseException e) {
        return new RefusedException(e.getResorceReports().stream()
                .flatMap(report -> report.getErrors().stream()
                        .map(problem -> new Blocker(
                                "NOT_TAKEN",
                                "%s: %s: %s"
                                        .formatted(
                                                report.getResourceName(),
                                                problem.getMainElementId(),
                                                problem.getMessage()))))
                .toList());
    }

    private List<ProcessDefinition> latest() {
        return engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .latestVersion()
                .list();
    }

    private Deployment deployment(String id) {
        return engine.getRepositoryService()
                .createDeploymentQuery()
                .deploymentId(id)
                .singleResult();
    }

    private String resource(String deployment, String name) {
        try (InputStream content = engine.getRepositoryService().getResourceAsStream(deployment, name)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<String> property(ProcessDefinition definition, String property) {
        Process process = engine.getRepositoryService()
                .getBpmnModelInstance(definition.getId())
                .getModelElementById(definition.getKey());
        return Extensions.property(process, property);
    }

    /** A deployment, and who made it. */
    private record Told(Deployment deployment, Optional<String> by, Optional<String> reason) {}

    private Told told(String deployment) {
        @Nullable UserOperationLogEntry entry = logged(deployment);
        return new Told(
                deployment(deployment),
                Optional.ofNullable(entry).map(UserOperationLogEntry::getUserId),
                Optional.ofNullable(entry).map(UserOperationLogEntry::getAnnotation));
    }

    private @Nullable UserOperationLogEntry logged(String deployment) {
        return engine
                .getHistoryService()
                .createUserOperationLogQuery()
                .deploymentId(deployment)
                .entityType(EntityTypes.DEPLOYMENT)
                .operationType(UserOperationLogEntry.OPERATION_TYPE_CREATE)
                .list()
                .stream()
                .findFirst()
                .orElse(null);
    }

    private RunbookVersion version(ProcessDefinition one, Map<String, Told> known) {
        Told told = known.computeIfAbsent(one.getDeploymentId(), this::told);
        return new RunbookVersion(
                one.getKey(),
                Optional.ofNullable(one.getName()).orElse(one.getKey()),
                property(one, "runType"),
                one.getVersion(),
                Optional.ofNullable(one.getVersionTag()).orElse(""),
                told.deployment().getDeploymentTime().toInstant(),
                told.by(),
                told.reason(),
                engine.getRuntimeService()
                        .createProcessInstanceQuery()
                        .processDefinitionId(one.getId())
                        .count());
    }
}
