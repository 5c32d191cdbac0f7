package io.changeover.runbook.lint;

import static io.changeover.runbook.lint.Diagram.block;
import static io.changeover.runbook.lint.Diagram.bytes;
import static io.changeover.runbook.lint.Diagram.call;
import static io.changeover.runbook.lint.Diagram.end;
import static io.changeover.runbook.lint.Diagram.flow;
import static io.changeover.runbook.lint.Diagram.runbook;
import static io.changeover.runbook.lint.Diagram.start;
import static io.changeover.runbook.lint.Diagram.step;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrderRuleTest {
    private static final String PROVE = step("Task_Prove", "Prove source quiet", "proveSourceQuiet");
    private static final String PROMOTE = step("Task_Promote", "Promote", "promoteDatasets");
    private static final String ENDS = start("Start_R") + end("End_R");
    private static final String LOOP =
            "<bpmn:multiInstanceLoopCharacteristics isSequential=\"true\" camunda:collection=\"${groups.inStopOrder(execution)}\" camunda:elementVariable=\"group\"/>";

    private final Map<String, byte[]> files = new HashMap<>();

    @Test
    void proofBeforePromotionIsFine() {
        file("r.bpmn", runbook("r", ENDS + PROVE + PROMOTE + flow("Start_R", "Task_Prove", "Task_Promote", "End_R")));
        assertThat(findings()).isEmpty();
    }

    @Test
    void aGatewayAroundTheProofIsFoundWithItsPath() {
        file(
                "r.bpmn",
                runbook(
                        "r",
                        ENDS + PROVE + PROMOTE
                                + "<bpmn:exclusiveGateway id=\"Gateway_Hurry\" name=\"In a hurry?\"/>"
                                + flow("Start_R", "Gateway_Hurry", "Task_Prove", "Task_Promote", "End_R")
                                + flow("Gateway_Hurry", "Task_Promote")));
        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.file()).isEqualTo("r.bpmn");
            assertThat(finding.element()).isEqualTo("Task_Promote");
            assertThat(finding.rule()).isEqualTo("PROMOTE_WITHOUT_PROOF");
            assertThat(finding.message()).endsWith("the path: Start_R > In a hurry? > Promote");
        });
    }

    @Test
    void aBoundaryEventOnTheProofHasNotPassedIt() {
        file(
                "r.bpmn",
                runbook(
                        "r",
                        ENDS
                                + PROVE
                                + PROMOTE
                                + boundary("Event_TooLong", "Task_Prove")
                                + flow("Start_R", "Task_Prove", "Task_Promote", "End_R")
                                + flow("Event_TooLong", "Task_Promote")));
        assertPath("Start_R > Prove source quiet > Event_TooLong > Promote");
    }

    @Test
    void aBoundaryEventOnTheSubprocessAroundTheProofHasNotPassedIt() {
        String inner = start("Start_I") + PROVE + end("End_I") + flow("Start_I", "Task_Prove", "End_I");
        file(
                "r.bpmn",
                runbook(
                        "r",
                        ENDS + "<bpmn:subProcess id=\"Sub_I\">" + inner + "</bpmn:subProcess>" + PROMOTE
                                + boundary("Event_TooLong", "Sub_I")
                                + flow("Start_R", "Sub_I", "Task_Promote", "End_R")
                                + flow("Event_TooLong", "Task_Promote")));
        assertPath("Start_R > Sub_I > Event_TooLong > Promote");
    }

    @Test
    void aPlainSubprocessPassesItsProofOn() {
        String inner = start("Start_I") + PROVE + end("End_I") + flow("Start_I", "Task_Prove", "End_I");
        file(
                "r.bpmn",
                runbook(
                        "r",
                        ENDS + "<bpmn:subProcess id=\"Sub_I\">" + inner + "</bpmn:subProcess>" + PROMOTE
                                + flow("Start_R", "Sub_I", "Task_Promote", "End_R")));
        assertThat(findings()).isEmpty();
    }

    @Test
    void aProofInsideALoopMayNeverRun() {
        String inner = start("Start_I") + PROVE + end("End_I") + flow("Start_I", "Task_Prove", "End_I");
        file(
                "r.bpmn",
                runbook(
                        "r",
                        ENDS + "<bpmn:subProcess id=\"Sub_I\">" + LOOP + inner + "</bpmn:subProcess>" + PROMOTE
                                + flow("Start_R", "Sub_I", "Task_Promote", "End_R")));
        assertPath("Start_R > Sub_I > Promote");
    }

    @Test
    void aProofThatIsItselfALoopMayNeverRun() {
        String prove = PROVE.replace("/>", ">" + LOOP + "</bpmn:serviceTask>");
        file("r.bpmn", runbook("r", ENDS + prove + PROMOTE + flow("Start_R", "Task_Prove", "Task_Promote", "End_R")));
        assertPath("Start_R > Prove source quiet > Promote");
    }

    @Test
    void aPromotionInACalledProcessIsSeenThroughTheCall() {
        file(
                "blocks/p.bpmn",
                block("p", start("Start_P") + PROMOTE + end("End_P") + flow("Start_P", "Task_Promote", "End_P")));
        file("r.bpmn", runbook("r", ENDS + call("Call_P", "p") + flow("Start_R", "Call_P", "End_R")));
        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.file()).isEqualTo("blocks/p.bpmn");
            assertThat(finding.message()).endsWith("the path: Start_R > Call_P > Start_P > Promote");
        });
    }

    @Test
    void aProofInACalledProcessCountsOnlyIfEveryWayThroughItPasses() {
        String inner = start("Start_P") + PROVE + end("End_P") + "<bpmn:exclusiveGateway id=\"Gateway_P\"/>";
        String runbook =
                runbook("r", ENDS + call("Call_P", "p") + PROMOTE + flow("Start_R", "Call_P", "Task_Promote", "End_R"));
        file("blocks/p.bpmn", block("p", inner + flow("Start_P", "Gateway_P", "Task_Prove", "End_P")));
        file("r.bpmn", runbook);
        assertThat(findings()).isEmpty();
        file(
                "blocks/p.bpmn",
                block("p", inner + flow("Start_P", "Gateway_P", "Task_Prove", "End_P") + flow("Gateway_P", "End_P")));
        assertPath("Start_R > Call_P > Start_P > Gateway_P > End_P > Call_P > Promote");
    }

    @Test
    void anEventBasedGatewayAroundTheProofIsFound() {
        file(
                "r.bpmn",
                runbook(
                        "r",
                        ENDS + PROVE + PROMOTE + "<bpmn:eventBasedGateway id=\"Gateway_E\"/>"
                                + timer("Event_Soon") + timer("Event_Late")
                                + flow("Start_R", "Gateway_E", "Event_Soon", "Task_Prove", "Task_Promote", "End_R")
                                + flow("Gateway_E", "Event_Late", "Task_Promote")));
        assertPath("Start_R > Gateway_E > Event_Late > Promote");
    }

    @Test
    void anEventSubprocessMayBeginBeforeTheProof() {
        String inner = "<bpmn:startEvent id=\"Start_E\">" + TIMER + "</bpmn:startEvent>" + PROMOTE + end("End_E")
                + flow("Start_E", "Task_Promote", "End_E");
        file(
                "r.bpmn",
                runbook(
                        "r",
                        ENDS + PROVE + flow("Start_R", "Task_Prove", "End_R")
                                + "<bpmn:subProcess id=\"Sub_E\" triggeredByEvent=\"true\">" + inner
                                + "</bpmn:subProcess>"));
        assertPath("Sub_E > Start_E > Promote");
    }

    @Test
    void aTokenThatWaitedForTheProofAtAJoinHasPassedIt() {
        String gateways = "<bpmn:parallelGateway id=\"Gateway_Fork\"/><bpmn:parallelGateway id=\"Gateway_Join\"/>";
        String sync = step("Task_Sync", "Sync", "syncDatasets");
        file(
                "r.bpmn",
                runbook(
                        "r",
                        ENDS
                                + PROVE
                                + PROMOTE
                                + sync
                                + gateways
                                + flow("Start_R", "Gateway_Fork", "Task_Prove", "Gateway_Join", "Task_Promote", "End_R")
                                + flow("Gateway_Fork", "Task_Sync", "Gateway_Join")));
        assertThat(findings()).isEmpty();
    }

    @Test
    void aPromotionBesideTheProofIsFound() {
        String gateways = "<bpmn:parallelGateway id=\"Gateway_Fork\"/><bpmn:parallelGateway id=\"Gateway_Join\"/>";
        file(
                "r.bpmn",
                runbook(
                        "r",
                        ENDS
                                + PROVE
                                + PROMOTE
                                + gateways
                                + flow("Start_R", "Gateway_Fork", "Task_Prove", "Gateway_Join", "End_R")
                                + flow("Gateway_Fork", "Task_Promote", "Gateway_Join")));
        assertPath("Start_R > Gateway_Fork > Promote");
    }

    @Test
    void afterAnUndoTheProofHoldsNoLonger() {
        String undo = step("Task_Undo", "Undo", "undoChanges");
        file(
                "r.bpmn",
                runbook(
                        "r",
                        ENDS
                                + PROVE
                                + undo
                                + PROMOTE
                                + flow("Start_R", "Task_Prove", "Task_Undo", "Task_Promote", "End_R")));
        assertPath("Start_R > Prove source quiet > Undo > Promote");
    }

    @Test
    void aLinkEventIsFollowed() {
        String link = "<bpmn:linkEventDefinition name=\"L\"/>";
        file(
                "r.bpmn",
                runbook(
                        "r",
                        start("Start_R") + PROVE + PROMOTE + end("End_R")
                                + "<bpmn:intermediateThrowEvent id=\"Event_Throw\">" + link
                                + "</bpmn:intermediateThrowEvent>"
                                + "<bpmn:intermediateCatchEvent id=\"Event_Catch\">" + link
                                + "</bpmn:intermediateCatchEvent>"
                                + flow("Start_R", "Event_Throw")
                                + flow("Event_Catch", "Task_Promote", "Task_Prove", "End_R")));
        assertPath("Start_R > Event_Throw > Event_Catch > Promote");
    }

    @Test
    void noRouteIsSwitchedBeforeSomethingServes() {
        String route = step("Task_Route", "Switch routes", "switchRoutes");
        String begin = step("Task_Begin", "Start", "startInstances");
        file("r.bpmn", runbook("r", ENDS + route + begin + flow("Start_R", "Task_Begin", "Task_Route", "End_R")));
        assertThat(findings()).isEmpty();
        file("r.bpmn", runbook("r", ENDS + route + begin + flow("Start_R", "Task_Route", "Task_Begin", "End_R")));
        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("ROUTE_BEFORE_SERVICE");
            assertThat(finding.message()).endsWith("Start_R > Switch routes");
        });
    }

    @Test
    void aBlockThatNothingCallsIsJudgedAsIfItWereStarted() {
        file(
                "blocks/p.bpmn",
                block("p", start("Start_P") + PROMOTE + end("End_P") + flow("Start_P", "Task_Promote", "End_P")));
        assertPath("Start_P > Promote");
    }

    private static final String TIMER =
            "<bpmn:timerEventDefinition><bpmn:timeDuration xsi:type=\"bpmn:tFormalExpression\">PT1M</bpmn:timeDuration></bpmn:timerEventDefinition>";

    private static String timer(String id) {
        return "<bpmn:intermediateCatchEvent id=\"%s\">%s</bpmn:intermediateCatchEvent>".formatted(id, TIMER);
    }

    private static String boundary(String id, String host) {
        return "<bpmn:boundaryEvent id=\"%s\" attachedToRef=\"%s\">%s</bpmn:boundaryEvent>".formatted(id, host, TIMER);
    }

    private void assertPath(String path) {
        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("PROMOTE_WITHOUT_PROOF");
            assertThat(finding.message()).endsWith(path);
        });
    }

    private void file(String name, String content) {
        files.put(name, bytes(content));
    }

    private List<Finding> findings() {
        return new RunbookLint().check(files);
    }
}
