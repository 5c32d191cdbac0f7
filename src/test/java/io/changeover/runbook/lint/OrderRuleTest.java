package io.changeover.runbook.lint;

import static io.changeover.runbook.lint.Diagram.end;
import static io.changeover.runbook.lint.Diagram.flow;
import static io.changeover.runbook.lint.Diagram.runbook;
import static io.changeover.runbook.lint.Diagram.start;
import static io.changeover.runbook.lint.Diagram.step;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OrderRuleTest extends OrderClaims {
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
    void anUndoInACircleOrBesideTheProofIsFoundToo() {
        String undo = step("Task_Undo", "Undo", "undoChanges");
        String gateway = "<bpmn:exclusiveGateway id=\"Gateway_Again\"/>";
        file(
                "r.bpmn",
                runbook(
                        "r",
                        ENDS
                                + PROVE
                                + undo
                                + gateway
                                + PROMOTE
                                + flow("Start_R", "Task_Prove", "Task_Undo", "Gateway_Again", "Task_Promote", "End_R")
                                + flow("Gateway_Again", "Task_Undo")));
        assertPath("Start_R > Prove source quiet > Undo > Gateway_Again > Promote");
        String both = "<bpmn:parallelGateway id=\"Gateway_Fork\"/><bpmn:parallelGateway id=\"Gateway_Join\"/>";
        file(
                "r.bpmn",
                runbook(
                        "r",
                        ENDS
                                + PROVE
                                + undo
                                + both
                                + PROMOTE
                                + flow("Start_R", "Gateway_Fork", "Task_Prove", "Gateway_Join", "Task_Promote", "End_R")
                                + flow("Gateway_Fork", "Task_Undo", "Gateway_Join")));
        assertPath("Start_R > Gateway_Fork > Undo > Gateway_Join > Promote");
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
}
