package io.changeover.runbook.lint;

import static io.changeover.runbook.lint.Diagram.bytes;
import static io.changeover.runbook.lint.Diagram.end;
import static io.changeover.runbook.lint.Diagram.start;
import static io.changeover.runbook.lint.Diagram.step;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks sets of files for the order of their steps. */
abstract class OrderClaims {
    static final String PROVE = step("Task_Prove", "Prove source quiet", "proveSourceQuiet");
    static final String PROMOTE = step("Task_Promote", "Promote", "promoteDatasets");
    static final String ENDS = start("Start_R") + end("End_R");
    static final String LOOP =
            "<bpmn:multiInstanceLoopCharacteristics isSequential=\"true\" camunda:collection=\"${groups.inStopOrder(execution)}\" camunda:elementVariable=\"group\"/>";

    final Map<String, byte[]> files = new HashMap<>();

    static final String TIMER =
            "<bpmn:timerEventDefinition><bpmn:timeDuration xsi:type=\"bpmn:tFormalExpression\">PT1M</bpmn:timeDuration></bpmn:timerEventDefinition>";

    static String timer(String id) {
        return "<bpmn:intermediateCatchEvent id=\"%s\">%s</bpmn:intermediateCatchEvent>".formatted(id, TIMER);
    }

    static String boundary(String id, String host) {
        return "<bpmn:boundaryEvent id=\"%s\" attachedToRef=\"%s\">%s</bpmn:boundaryEvent>".formatted(id, host, TIMER);
    }

    void assertPath(String path) {
        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("PROMOTE_WITHOUT_PROOF");
            assertThat(finding.message()).endsWith(path);
        });
    }

    void file(String name, String content) {
        files.put(name, bytes(content));
    }

    List<Finding> findings() {
        return new RunbookLint().check(files);
    }
}
