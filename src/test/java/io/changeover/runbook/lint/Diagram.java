package io.changeover.runbook.lint;

import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes small BPMN files for tests: elements as text, the drawing made up to fit. */
public final class Diagram {
    private static final Pattern NODE =
            Pattern.compile("<bpmn:(?:\\w*[eE]vent|\\w*Task|task|\\w*Gateway|subProcess|callActivity) id=\"([^\"]+)\"");
    private static final Pattern FLOW = Pattern.compile("<bpmn:sequenceFlow id=\"([^\"]+)\"");

    private Diagram() {}

    public static String runbook(String id, String body) {
        return process(
                id,
                "camunda:versionTag=\"1.0.0\" camunda:historyTimeToLive=\"P30D\"",
                property("runType", "switchover"),
                body);
    }

    public static String block(String id, String body) {
        String attributes = "camunda:versionTag=\"1.0.0\" camunda:historyTimeToLive=\"P30D\"";
        return process(id, attributes, property("block", "true"), body);
    }

    /** A process with whatever attributes and extensions. */
    public static String process(String id, String attributes, String extensions, String body) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                    xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
                    xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="Definitions_Test" targetNamespace="test">
                  <bpmn:process id="%s" isExecutable="true" %s>%s%s</bpmn:process>
                  %s
                </bpmn:definitions>
                """.formatted(id, attributes, extensions, body, drawing(id, body));
    }

    public static byte[] bytes(String file) {
        return file.getBytes(StandardCharsets.UTF_8);
    }

    public static String property(String name, String value) {
        return "<bpmn:extensionElements><camunda:properties><camunda:property name=\"%s\" value=\"%s\"/></camunda:properties></bpmn:extensionElements>"
                .formatted(name, value);
    }

    public static String start(String id) {
        return "<bpmn:startEvent id=\"%s\"/>".formatted(id);
    }

    public static String end(String id) {
        return "<bpmn:endEvent id=\"%s\"/>".formatted(id);
    }

    public static String step(String id, String name, String delegate) {
        return "<bpmn:serviceTask id=\"%s\" name=\"%s\" camunda:delegateExpression=\"${%s}\"/>"
                .formatted(id, name, delegate);
    }

    public static String userTask(String id, String kind, String group) {
        return "<bpmn:userTask id=\"%s\" camunda:candidateGroups=\"%s\">%s</bpmn:userTask>"
                .formatted(id, group, property("decision", kind));
    }

    public static String call(String id, String called) {
        return "<bpmn:callActivity id=\"%s\" calledElement=\"%s\" camunda:calledElementBinding=\"deployment\"/>"
                .formatted(id, called);
    }

    /** Sequence flows along a chain of ids. */
    public static String flow(String... ids) {
        StringBuilder flows = new StringBuilder();
        for (int i = 1; i < ids.length; i++) {
            String id = "Flow_" + ids[i - 1] + "_" + ids[i];
            flows.append("<bpmn:sequenceFlow id=\"%s\" sourceRef=\"%s\" targetRef=\"%s\"/>"
                    .formatted(id, ids[i - 1], ids[i]));
        }
        return flows.toString();
    }

    public static String flowIf(String source, String target, String condition) {
        return "<bpmn:sequenceFlow id=\"Flow_%s_%s\" sourceRef=\"%s\" targetRef=\"%s\"><bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\">%s</bpmn:conditionExpression></bpmn:sequenceFlow>"
                .formatted(source, target, source, target, condition);
    }

    private static String drawing(String id, String body) {
        String shapes = NODE.matcher(body).results().map(Diagram::shape).collect(Collectors.joining());
        String edges = FLOW.matcher(body).results().map(Diagram::edge).collect(Collectors.joining());
        return "<bpmndi:BPMNDiagram id=\"Diagram\"><bpmndi:BPMNPlane id=\"Plane\" bpmnElement=\"%s\">%s%s</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>"
                .formatted(id, shapes, edges);
    }

    private static String shape(MatchResult node) {
        return "<bpmndi:BPMNShape id=\"%1$s_di\" bpmnElement=\"%1$s\"><dc:Bounds x=\"0\" y=\"0\" width=\"9\" height=\"9\"/></bpmndi:BPMNShape>"
                .formatted(node.group(1));
    }

    private static String edge(MatchResult flow) {
        return "<bpmndi:BPMNEdge id=\"%1$s_di\" bpmnElement=\"%1$s\"><di:waypoint x=\"0\" y=\"0\"/><di:waypoint x=\"9\" y=\"9\"/></bpmndi:BPMNEdge>"
                .formatted(flow.group(1));
    }
}
