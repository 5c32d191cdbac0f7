package io.changeover.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ExtensionElements;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.Task;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.camunda.bpm.model.bpmn.instance.dc.Bounds;
import org.camunda.bpm.model.bpmn.instance.di.DiagramElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the files say about themselves, read as the server reads it: through the BPMN model API. */
class ProcessPropertiesTest {
    private static final Path PROCESSES = RunbookEngine.PROCESSES;
    private static final Pattern SPELLED_OUT = Pattern.compile("[A-Z][A-Za-z]+_[A-Z][A-Za-z]+");
    private static final Pattern GENERATED = Pattern.compile(".*_[0-9a-z]{7}(_di)?");

    @Test
    void processesSayWhatTheyAre() {
        assertThat(property("switchover", "switchover", "runType")).contains("switchover");
        assertThat(property("failback", "failback", "runType")).contains("failback");
        assertThat(property("reprotect", "reprotect", "runType")).contains("reprotect");
        assertThat(property("failover", "failover", "runType")).contains("failover");
        assertThat(property("drill", "drill", "runType")).contains("drill");
        assertThat(property("drill-cleanup", "drill-cleanup", "runType")).contains("drill");
        assertThat(property("uncertain-restart", "uncertain-restart", "runType"))
                .contains("uncertain-restart");
        assertThat(property("resolve-split-brain", "resolve-split-brain", "runType"))
                .contains("resolve-split-brain");
        for (String block : List.of(
                "wait-for-window",
                "move-service",
                "serve-chosen-site",
                "establish-loss",
                "take-over",
                "decide",
                "undo-changes",
                "restore-protection")) {
            assertThat(property(block, block, "block")).contains("true");
            assertThat(property(block, block, "runType")).isEmpty();
        }
    }

    @Test
    void everyEndOfARunbookSaysItsOutcome() {
        assertThat(outcomes("switchover"))
                .isEqualTo(Map.of(
                        "EndEvent_SwitchoverDeclined", "DECLINED",
                        "EndEvent_WindowNotUsed", "NOT_READY",
                        "EndEvent_ServiceMovedUnplanned", "COMPLETED_UNPROTECTED",
                        "EndEvent_ServiceMovedUnprotected", "COMPLETED_UNPROTECTED",
                        "EndEvent_ServiceRunsOnTargetSite", "COMPLETED"));
        assertThat(outcomes("failback"))
                .isEqualTo(Map.of(
                        "EndEvent_FailbackDeclined", "DECLINED",
                        "EndEvent_WindowNotUsed", "NOT_READY",
                        "EndEvent_ServiceMovedUnplanned", "COMPLETED_UNPROTECTED",
                        "EndEvent_ServiceMovedUnprotected", "COMPLETED_UNPROTECTED",
                        "EndEvent_ServiceRunsOnPreferredSite", "COMPLETED"));
        assertThat(outcomes("drill"))
                .containsAllEntriesOf(Map.of(
                        "EndEvent_DrillDeclined", "DECLINED",
                        "EndEvent_DrillPassed", "COMPLETED",
                        "EndEvent_DrillFailed", "FAILED"));
        assertThat(outcomes("drill-cleanup")).isEqualTo(Map.of("EndEvent_NothingLeft", "COMPLETED"));
        assertThat(outcomes("uncertain-restart"))
                .isEqualTo(Map.of(
                        "EndEvent_ChosenSiteServes", "COMPLETED",
                        "EndEvent_ChosenSiteUnprotected", "COMPLETED_UNPROTECTED",
                        "EndEvent_RolesRead", "COMPLETED",
                        "EndEvent_NothingStarted", "NOT_READY",
                        "EndEvent_ReturnedSiteFollows", "COMPLETED",
                        "EndEvent_ReturnedSiteUnprotected", "COMPLETED_UNPROTECTED",
                        "EndEvent_TwoSitesActive", "NOT_READY"));
        assertThat(outcomes("resolve-split-brain"))
                .isEqualTo(Map.of(
                        "EndEvent_SplitBrainResolved", "COMPLETED",
                        "EndEvent_ResolvedUnprotected", "COMPLETED_UNPROTECTED",
                        "EndEvent_RolesRead", "NOT_READY",
                        "EndEvent_StillSplit", "NOT_READY"));
        assertThat(outcomes("failover"))
                .isEqualTo(Map.of(
                        "EndEvent_FailoverDeclined", "DECLINED",
                        "EndEvent_LossNotConfirmed", "NOT_READY",
                        "EndEvent_ServiceMovedUnprotected", "COMPLETED_UNPROTECTED"));
        assertThat(outcomes("reprotect")).isEqualTo(Map.of("EndEvent_StandbySiteFollows", "COMPLETED"));
    }

    @Test
    void everyTaskForAPersonSaysWhichDecisionItIs() {
        assertThat(property("switchover", "Task_ApproveSwitchover", "decision")).contains("APPROVAL");
        assertThat(property("failback", "Task_ApproveFailback", "decision")).contains("APPROVAL");
        assertThat(property("establish-loss", "Task_ApproveLoss", "decision")).contains("APPROVAL");
        assertThat(property("wait-for-window", "Task_DecideOnWindow", "decision"))
                .contains("WINDOW");
        assertThat(property("uncertain-restart", "Task_ChooseSite", "decision")).contains("SITE");
        assertThat(property("resolve-split-brain", "Task_ChooseSite", "decision"))
                .contains("SITE");
        assertThat(property("decide", "Task_DecideOnFailedStep", "decision")).contains("FAILURE");
        assertThat(property("drill", "Task_ApproveDrill", "decision")).contains("APPROVAL");
        assertThat(property("drill", "Task_DrillInUse", "decision")).contains("DRILL");
        assertThat(model("decide").getModelElementsByType(UserTask.class)).hasSize(1);
        assertThat(property("restore-protection", "Task_RestoreProtection", "decision"))
                .contains("PROTECTION");
    }

    @ParameterizedTest
    @MethodSource("diagrams")
    void processIsNamedAfterItsFileAndComplete(Path file) {
        BpmnModelInstance model = Bpmn.readModelFromFile(PROCESSES.resolve(file).toFile());
        Process process = model.getModelElementsByType(Process.class).iterator().next();

        assertThat(file.getFileName()).hasToString(process.getId() + ".bpmn");
        assertThat(process.isExecutable()).isTrue();
        assertThat(process.getCamundaVersionTag()).isEqualTo("1.0.0");
        assertThat(process.getCamundaHistoryTimeToLiveString()).isEqualTo("P365D");
        assertThat(process.getDocumentations()).isNotEmpty();
        assertThat(model.getModelElementsByType(Task.class))
                .allSatisfy(task -> assertThat(task.getDocumentations())
                        .as("documentation of %s", task.getId())
                        .isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("diagrams")
    void everyIdIsSpelledOut(Path file) {
        BpmnModelInstance model = Bpmn.readModelFromFile(PROCESSES.resolve(file).toFile());

        assertThat(model.getModelElementsByType(FlowElement.class))
                .extracting(FlowElement::getId)
                .allMatch(id -> id != null && SPELLED_OUT.matcher(id).matches());
        assertThat(model.getModelElementsByType(DiagramElement.class))
                .extracting(DiagramElement::getId)
                .noneMatch(id -> id != null && GENERATED.matcher(id).matches());
    }

    @ParameterizedTest
    @MethodSource("diagrams")
    void diagramFitsOnePage(Path file) {
        BpmnModelInstance model = Bpmn.readModelFromFile(PROCESSES.resolve(file).toFile());
        Collection<Bounds> bounds = model.getModelElementsByType(BpmnShape.class).stream()
                .map(BpmnShape::getBounds)
                .toList();

        assertThat(model.getModelElementsByType(FlowNode.class)).hasSizeLessThanOrEqualTo(25);
        assertThat(bounds).allSatisfy(box -> {
            assertThat(box.getX() + box.getWidth()).isLessThanOrEqualTo(1600);
            assertThat(box.getY() + box.getHeight()).isLessThanOrEqualTo(900);
        });
    }

    static Stream<Path> diagrams() {
        return RunbookEngine.files().stream().filter(file -> file.toString().endsWith(".bpmn"));
    }

    private static BpmnModelInstance model(String process) {
        Path file = diagrams()
                .filter(diagram -> diagram.endsWith(process + ".bpmn"))
                .findFirst()
                .orElseThrow();
        return Bpmn.readModelFromFile(PROCESSES.resolve(file).toFile());
    }

    private static Optional<String> property(String process, String element, String name) {
        BaseElement found = model(process).getModelElementById(element);
        return property(found, name);
    }

    private static Optional<String> property(BaseElement element, String name) {
        ExtensionElements extensions = element.getExtensionElements();
        if (extensions == null) {
            return Optional.empty();
        }
        return extensions.getElementsQuery().filterByType(CamundaProperties.class).list().stream()
                .flatMap(properties -> properties.getCamundaProperties().stream())
                .filter(property -> name.equals(property.getCamundaName()))
                .map(CamundaProperty::getCamundaValue)
                .findFirst();
    }

    private static Map<String, String> outcomes(String process) {
        return model(process).getModelElementsByType(EndEvent.class).stream()
                .collect(Collectors.toMap(
                        EndEvent::getId, end -> property(end, "outcome").orElse("none")));
    }
}
