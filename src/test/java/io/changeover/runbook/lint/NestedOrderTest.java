package io.changeover.runbook.lint;

import static io.changeover.runbook.lint.Diagram.block;
import static io.changeover.runbook.lint.Diagram.call;
import static io.changeover.runbook.lint.Diagram.end;
import static io.changeover.runbook.lint.Diagram.flow;
import static io.changeover.runbook.lint.Diagram.runbook;
import static io.changeover.runbook.lint.Diagram.start;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NestedOrderTest extends OrderClaims {
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
    void aBlockThatNothingCallsIsJudgedAsIfItWereStarted() {
        file(
                "blocks/p.bpmn",
                block("p", start("Start_P") + PROMOTE + end("End_P") + flow("Start_P", "Task_Promote", "End_P")));
        assertPath("Start_P > Promote");
    }
}
