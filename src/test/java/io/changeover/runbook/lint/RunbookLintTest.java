package io.changeover.runbook.lint;

import static io.changeover.runbook.lint.Diagram.block;
import static io.changeover.runbook.lint.Diagram.bytes;
import static io.changeover.runbook.lint.Diagram.call;
import static io.changeover.runbook.lint.Diagram.end;
import static io.changeover.runbook.lint.Diagram.flow;
import static io.changeover.runbook.lint.Diagram.flowIf;
import static io.changeover.runbook.lint.Diagram.process;
import static io.changeover.runbook.lint.Diagram.property;
import static io.changeover.runbook.lint.Diagram.runbook;
import static io.changeover.runbook.lint.Diagram.start;
import static io.changeover.runbook.lint.Diagram.step;
import static io.changeover.runbook.lint.Diagram.userTask;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunbookLintTest {
    private static final String ATTRIBUTES = "camunda:versionTag=\"1.0.0\" camunda:historyTimeToLive=\"P30D\"";
    private static final String BODY = start("Start_R") + end("End_R");
    private static final String TYPE = property("runType", "failback");

    private final RunbookLint lint = new RunbookLint();

    @Test
    void aGoodRunbookHasNoFindings() {
        String body = start("Start_R") + step("Task_Check", "Check", "checkReadiness")
                + userTask("Task_Approve", "APPROVAL", "dr-approvers")
                + "<bpmn:exclusiveGateway id=\"Gateway_Approved\"/>"
                + end("End_Declined") + end("End_Done")
                + flow("Start_R", "Task_Check", "Task_Approve", "Gateway_Approved")
                + flowIf("Gateway_Approved", "End_Done", "${approved == 'yes' &amp;&amp; !dryRun}")
                + flowIf("Gateway_Approved", "End_Declined", "${not (approved eq &quot;yes&quot;) or count >= 3}");
        assertThat(check(runbook("r", body))).isEmpty();
    }

    @Test
    void whatIsNoBpmnIsNamed() {
        assertThat(rules("<html/>")).containsExactly("NOT_BPMN");
    }

    @Test
    void aFileHoldsOneProcess() {
        String two = runbook("r", BODY)
                .replace(
                        "</bpmn:process>",
                        "</bpmn:process><bpmn:process id=\"s\" isExecutable=\"true\" " + ATTRIBUTES + ">" + TYPE
                                + "</bpmn:process>");
        assertThat(rules(two)).containsExactly("ONE_PROCESS");
    }

    @Test
    void theProcessHasAnId() {
        assertThat(rules(runbook("r", BODY)
                        .replace("process id=\"r\"", "process")
                        .replace("bpmnElement=\"r\"", "")))
                .contains("PROCESS_ID");
    }

    @Test
    void twoFilesMustNotClaimOneId() {
        Map<String, byte[]> files = Map.of("a.bpmn", bytes(runbook("r", BODY)), "b.bpmn", bytes(runbook("r", BODY)));
        assertThat(lint.check(files)).singleElement().satisfies(finding -> {
            assertThat(finding.file()).isEqualTo("b.bpmn");
            assertThat(finding.message()).contains("a.bpmn");
        });
    }

    @Test
    void theProcessIsExecutable() {
        assertThat(rules(runbook("r", BODY).replace("isExecutable=\"true\"", "")))
                .containsExactly("EXECUTABLE");
    }

    @Test
    void timeToLiveAndVersionAreSet() {
        assertThat(rules(process("r", "", TYPE, BODY))).containsExactly("TIME_TO_LIVE", "VERSION_TAG");
        assertThat(rules(process("r", ATTRIBUTES.replace("1.0.0", "new"), TYPE, BODY)))
                .containsExactly("VERSION_TAG");
    }

    @Test
    void aProcessIsARunbookOrABlock() {
        assertThat(rules(process("r", ATTRIBUTES, "", BODY))).containsExactly("RUN_TYPE");
        assertThat(rules(process("r", ATTRIBUTES, property("runType", "teleport"), BODY)))
                .containsExactly("RUN_TYPE");
        byte[] block = bytes(process("r", ATTRIBUTES, property("block", "true"), BODY));
        assertThat(lint.check(Map.of("processes/blocks/r.bpmn", block))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Activity_0xrm1ab", "Task_1hcentk", "StartEvent_1", "sid-0A9B8C7D-0000-1111-2222-333344445555"})
    void generatedIdsAreRefused(String id) {
        assertThat(rules(runbook("r", start("Start_R") + userTask(id, "MANUAL", "operators"))))
                .containsExactly("GENERATED_ID");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"camunda:asyncBefore=\"true\"", "camunda:asyncAfter=\"true\"", "camunda:exclusive=\"false\""})
    void aStepSetsNoSavePoint(String attribute) {
        String step = step("Task_Check", "Check", "checkReadiness").replace("/>", " " + attribute + "/>");
        assertThat(rules(runbook("r", BODY + step))).containsExactly("SAVE_POINT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2001", "${turns}", "-1", "99999999999"})
    void aLoopHasANumberOfTurnsThatIsKnownAndNotTooLarge(String turns) {
        assertThat(rules(runbook("r", loop(turns)))).containsExactly("LOOP_SIZE");
        assertThat(rules(runbook("r", loop(" 2000 ")))).isEmpty();
    }

    private static String loop(String turns) {
        return BODY
                + userTask("Task_Each", "MANUAL", "operators")
                        .replace(
                                "</bpmn:userTask>",
                                "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>%s</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>"
                                        .formatted(turns));
    }

    @Test
    void callsThatUnfoldToMoreThanCanBeJudgedAreSaid() {
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < 30; i++) {
            String next = "b" + (i + 1);
            files.put(
                    "blocks/b" + i + ".bpmn",
                    bytes(block("b" + i, BODY + call("Call_A", next) + call("Call_B", next))));
        }
        files.put("blocks/b30.bpmn", bytes(block("b30", BODY)));
        files.put("r.bpmn", bytes(runbook("r", BODY + call("Call_All", "b0"))));

        assertThat(lint.check(files)).singleElement().satisfies(finding -> {
            assertThat(finding.element()).isEqualTo("r");
            assertThat(finding.rule()).isEqualTo("TOO_LARGE");
        });
    }

    @Test
    void onlyAStartMayBeAsynchronous() {
        String start = "<bpmn:startEvent id=\"Start_R\" camunda:asyncBefore=\"true\"/>";
        assertThat(rules(runbook("r", start + end("End_R")))).isEmpty();
    }

    @Test
    void aStepSetsNoRetryCycle() {
        String cycle =
                "><bpmn:extensionElements><camunda:failedJobRetryTimeCycle>R3/PT1M</camunda:failedJobRetryTimeCycle></bpmn:extensionElements></bpmn:serviceTask>";
        String step = step("Task_Check", "Check", "checkReadiness").replace("/>", cycle);
        assertThat(rules(runbook("r", BODY + step))).contains("RETRY");
    }

    @Test
    void aStepComesFromTheCatalogue() {
        assertThat(rules(runbook("r", BODY + step("Task_A", "A", "dropDatabase"))))
                .containsExactly("UNKNOWN_DELEGATE");
        assertThat(rules(runbook("r", BODY + "<bpmn:serviceTask id=\"Task_A\"/>")))
                .containsExactly("UNKNOWN_DELEGATE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<bpmn:scriptTask id=\"Task_A\" scriptFormat=\"groovy\"><bpmn:script>1</bpmn:script></bpmn:scriptTask>",
                "<bpmn:businessRuleTask id=\"Task_A\" camunda:decisionRef=\"d\"/>",
                "<bpmn:sendTask id=\"Task_A\" camunda:delegateExpression=\"${checkReadiness}\"/>",
                "<bpmn:serviceTask id=\"Task_A\" camunda:type=\"shell\" camunda:delegateExpression=\"${checkReadiness}\"/>",
                "<bpmn:serviceTask id=\"Task_A\" camunda:class=\"a.B\" camunda:delegateExpression=\"${checkReadiness}\"/>",
                "<bpmn:serviceTask id=\"Task_A\" camunda:expression=\"${a}\" camunda:delegateExpression=\"${checkReadiness}\"/>",
                "<bpmn:task id=\"Task_A\"><bpmn:extensionElements><camunda:executionListener event=\"start\" class=\"a.B\"/></bpmn:extensionElements></bpmn:task>",
                "<bpmn:task id=\"Task_A\"><bpmn:extensionElements><camunda:executionListener event=\"start\" delegateExpression=\"${a}\"/></bpmn:extensionElements></bpmn:task>",
                "<bpmn:task id=\"Task_A\"><bpmn:extensionElements><camunda:inputOutput><camunda:inputParameter name=\"a\"><camunda:script scriptFormat=\"x\">1</camunda:script></camunda:inputParameter></camunda:inputOutput></bpmn:extensionElements></bpmn:task>",
                "<bpmn:task id=\"Task_A\"><bpmn:extensionElements><camunda:connector/></bpmn:extensionElements></bpmn:task>",
                "<bpmn:intermediateThrowEvent id=\"Task_A\"><bpmn:messageEventDefinition camunda:class=\"a.B\"/></bpmn:intermediateThrowEvent>"
            })
    void codeIsRefused(String element) {
        assertThat(rules(runbook("r", BODY + element))).contains("NO_CODE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${''.getClass().forName('java.lang.Runtime')}",
                "${a.class}",
                "${checkReadiness.execute(execution)}",
                "${a['class']}"
            })
    void expressionsHoldNoCode(String expression) {
        String task = userTask("Task_A", "MANUAL", "operators")
                .replace("<bpmn:userTask", "<bpmn:userTask name=\"" + expression + "\"");
        String body = BODY
                + task.replace(
                        "<bpmn:userTask name=\"" + expression + "\" id=\"Task_A\"",
                        "<bpmn:userTask id=\"Task_A\" name=\"" + expression + "\"");
        assertThat(rules(runbook("r", body))).containsExactly("EXPRESSION");
    }

    @Test
    void groupsMayBeAskedForTheirOrder() {
        String loop =
                "><bpmn:multiInstanceLoopCharacteristics isSequential=\"true\" camunda:collection=\"${groups.inStopOrder(execution)}\" camunda:elementVariable=\"group\"/></bpmn:serviceTask>";
        assertThat(rules(
                        runbook("r", BODY + step("Task_A", "A", "stopInstances").replace("/>", loop))))
                .isEmpty();
    }

    @Test
    void aUserTaskSaysWhatItAsks() {
        assertThat(rules(runbook("r", BODY + "<bpmn:userTask id=\"Task_A\"/>"))).containsExactly("DECISION_KIND");
        assertThat(rules(runbook("r", BODY + userTask("Task_A", "WHATEVER", "a"))))
                .containsExactly("DECISION_KIND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${groups.inStopOrder(execution)}", "${a ? b : c}", "${a.b}", "yes", "${a = 1}"})
    void aConditionOnlyCompares(String condition) {
        assertThat(rules(runbook("r", BODY + flowIf("Start_R", "End_R", condition))))
                .containsExactly("CONDITION");
    }

    @Test
    void aCallStaysInItsDeploymentAndFindsItsBlock() {
        String loose = call("Call_A", "r2").replace("camunda:calledElementBinding=\"deployment\"", "");
        assertThat(rules(runbook("r", BODY + loose))).containsExactly("CALL_BINDING", "CALL_UNKNOWN");
    }

    @Test
    void aProcessDoesNotCallItself() {
        assertThat(rules(runbook("r", BODY + call("Call_A", "r")))).containsExactly("CALL_CIRCLE");
    }

    @Test
    void allThatRunsIsDrawn() {
        String file = runbook("r", BODY + flow("Start_R", "End_R"));
        assertThat(rules(file.replaceAll("<bpmndi:BPMNShape id=\"End_R.*?</bpmndi:BPMNShape>", "")))
                .containsExactly("NO_SHAPE");
        assertThat(rules(file.replaceAll("<bpmndi:BPMNEdge.*?</bpmndi:BPMNEdge>", "")))
                .containsExactly("NO_SHAPE");
    }

    @Test
    void allFindingsComeAtOnceAndAFolderIsReadWithItsBlocks(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("blocks"));
        Files.writeString(
                folder.resolve("blocks/b.bpmn"),
                process("b", ATTRIBUTES, property("block", "true"), BODY + step("Task_A", "A", "no")));
        Files.writeString(folder.resolve("r.bpmn"), process("r", "", TYPE, BODY + call("Call_B", "b")));
        assertThat(lint.check(folder))
                .extracting(Finding::file, Finding::rule)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("blocks/b.bpmn", "UNKNOWN_DELEGATE"),
                        org.assertj.core.groups.Tuple.tuple("r.bpmn", "TIME_TO_LIVE"),
                        org.assertj.core.groups.Tuple.tuple("r.bpmn", "VERSION_TAG"));
    }

    private List<String> rules(String file) {
        return check(file).stream().map(Finding::rule).distinct().toList();
    }

    private List<Finding> check(String file) {
        return lint.check(Map.of("r.bpmn", bytes(file)));
    }
}
