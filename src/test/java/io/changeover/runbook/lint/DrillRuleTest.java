package io.changeover.runbook.lint;

import static io.changeover.runbook.lint.Diagram.end;
import static io.changeover.runbook.lint.Diagram.flow;
import static io.changeover.runbook.lint.Diagram.process;
import static io.changeover.runbook.lint.Diagram.property;
import static io.changeover.runbook.lint.Diagram.runbook;
import static io.changeover.runbook.lint.Diagram.start;
import static io.changeover.runbook.lint.Diagram.step;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A drill leaves production alone and nothing behind, on every way through it. */
class DrillRuleTest extends OrderClaims {
    private static final String STEPS = start("Start_R")
            + end("End_R")
            + step("Task_Clone", "Clone", "cloneDatasets")
            + step("Task_Start", "Start", "startInstances")
            + step("Task_Clean", "Clean up", "cleanUpDrill");

    @Test
    void aDrillThatCleansUpIsFine() {
        drill(STEPS + flow("Start_R", "Task_Clone", "Task_Start", "Task_Clean", "End_R"));
        assertThat(findings()).isEmpty();
    }

    @Test
    void aWayAroundTheCleanUpIsFound() {
        drill(STEPS
                + "<bpmn:exclusiveGateway id=\"Gateway_Keep\" name=\"Keep it?\"/>"
                + flow("Start_R", "Task_Clone", "Task_Start", "Gateway_Keep", "Task_Clean", "End_R")
                + flow("Gateway_Keep", "End_R"));

        assertThat(findings())
                .extracting(Finding::rule)
                .containsExactlyInAnyOrder("DRILL_NOT_CLEANED_UP", "DRILL_NOT_CLEANED_UP");
        assertThat(findings().get(0).message()).endsWith("Clone > Start > Keep it? > End_R");
    }

    @Test
    void aFailureOfTheCloneItselfIsCleanedUp() {
        drill(STEPS
                + boundary("Event_Failed", "Task_Clone")
                + end("End_Failed")
                + flow("Start_R", "Task_Clone", "Task_Start", "Task_Clean", "End_R")
                + flow("Event_Failed", "End_Failed"));

        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("DRILL_NOT_CLEANED_UP");
            assertThat(finding.element()).isEqualTo("Task_Clone");
        });
    }

    @Test
    void whatTouchesProductionIsFound() {
        for (String delegate : new String[] {
            "stopInstances", "syncDatasets", "switchRoutes", "protectDatasets", "prepareDatasets", "fenceSource"
        }) {
            drill(STEPS + step("Task_Do", "Do", delegate) + flow("Start_R", "Task_Do", "Task_Clean", "End_R"));
            assertThat(findings()).as(delegate).extracting(Finding::rule).contains("DRILL_TOUCHES_PRODUCTION");
        }
    }

    @Test
    void otherRunbooksMakeNoClones() {
        file("r.bpmn", runbook("r", STEPS + flow("Start_R", "Task_Clone", "Task_Clean", "End_R")));

        assertThat(findings())
                .extracting(Finding::rule)
                .containsExactlyInAnyOrder("DRILL_STEP_ELSEWHERE", "DRILL_STEP_ELSEWHERE");
    }

    private void drill(String body) {
        String attributes = "camunda:versionTag=\"1.0.0\" camunda:historyTimeToLive=\"P30D\"";
        file("r.bpmn", process("r", attributes, property("runType", "drill"), body));
    }
}
