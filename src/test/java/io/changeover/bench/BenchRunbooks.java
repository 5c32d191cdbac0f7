package io.changeover.bench;

import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.builder.SubProcessBuilder;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.ExtensionElements;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;

/** Runbooks that are only measured; they pass the same checks at their deployment as any other. */
final class BenchRunbooks {
    /** Three phases in every group, one group after the other. */
    static final String PHASES = "bench-phases";
    /** A step, an approval, and two more steps. */
    static final String APPROVAL = "bench-approval";

    private BenchRunbooks() {}

    static void deploy(RepositoryService repository) {
        repository
                .createDeployment()
                .name("bench")
                .addModelInstance(PHASES + ".bpmn", phases())
                .addModelInstance(APPROVAL + ".bpmn", approval())
                .deploy();
    }

    private static BpmnModelInstance phases() {
        SubProcessBuilder groups = Bpmn.createExecutableProcess(PHASES)
                .camundaVersionTag("1.0.0")
                .camundaHistoryTimeToLiveString("P1D")
                .startEvent("StartEvent_PhasesBegin")
                .subProcess("SubProcess_Groups");
        groups.multiInstance()
                .sequential()
                .camundaCollection("${groups.inStartOrder(execution)}")
                .camundaElementVariable("group")
                .multiInstanceDone();
        BpmnModelInstance model = groups.embeddedSubProcess()
                .startEvent("StartEvent_GroupIsNext")
                .serviceTask("Task_StopInstances")
                .camundaDelegateExpression("${stopInstances}")
                .serviceTask("Task_StartInstances")
                .camundaDelegateExpression("${startInstances}")
                .serviceTask("Task_CheckHealth")
                .camundaDelegateExpression("${checkHealth}")
                .endEvent("EndEvent_GroupDone")
                .subProcessDone()
                .endEvent("EndEvent_PhasesDone")
                .done();
        property(model, PHASES, "runType", "reprotect");
        return model;
    }

    private static BpmnModelInstance approval() {
        BpmnModelInstance model = Bpmn.createExecutableProcess(APPROVAL)
                .camundaVersionTag("1.0.0")
                .camundaHistoryTimeToLiveString("P1D")
                .startEvent("StartEvent_ApprovalRunBegins")
                .serviceTask("Task_StopInstances")
                .camundaDelegateExpression("${stopInstances}")
                .userTask("Task_Approve")
                .name("Approve")
                .camundaCandidateGroups("${approvers}")
                .serviceTask("Task_StartInstances")
                .camundaDelegateExpression("${startInstances}")
                .serviceTask("Task_CheckHealth")
                .camundaDelegateExpression("${checkHealth}")
                .endEvent("EndEvent_ApprovalRunDone")
                .done();
        property(model, APPROVAL, "runType", "reprotect");
        property(model, "Task_Approve", "decision", "APPROVAL");
        return model;
    }

    private static void property(BpmnModelInstance model, String element, String name, String value) {
        BaseElement owner = model.getModelElementById(element);
        ExtensionElements extensions = model.newInstance(ExtensionElements.class);
        owner.setExtensionElements(extensions);
        CamundaProperties properties = extensions.addExtensionElement(CamundaProperties.class);
        CamundaProperty property = model.newInstance(CamundaProperty.class);
        property.setCamundaName(name);
        property.setCamundaValue(value);
        properties.getCamundaProperties().add(property);
    }
}
