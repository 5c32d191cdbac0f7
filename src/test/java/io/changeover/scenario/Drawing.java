package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A diagram into which the elements of a page are drawn: what a person does with the mouse. */
final class Drawing {
    private static final Pattern ELEMENT =
            Pattern.compile("(?ms)^<bpmn:(\\w+) id=\"(\\w+)\"[^>]*?(?:/>|>.*?^</bpmn:\\1>)$");
    private static final Pattern TARGET = Pattern.compile("targetRef=\"(\\w+)\"");

    private String text;

    Drawing(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** Adds each element of the snippet with a shape or a line; one that is there already is replaced. */
    Drawing with(String snippet) {
        List<String> added = new ArrayList<>();
        Matcher elements = ELEMENT.matcher(snippet);
        while (elements.find()) {
            boolean flow = elements.group(1).equals("sequenceFlow");
            if (flow && text.contains("<bpmn:sequenceFlow id=\"%s\"".formatted(elements.group(2)))) {
                lead(elements.group(2), elements.group());
            } else {
                added.add(elements.group(2));
                text = text.replace("</bpmn:process>", elements.group() + "\n  </bpmn:process>");
                text = text.replace(
                        "</bpmndi:BPMNPlane>",
                        (flow ? line(elements.group(2)) : shape(elements.group(2))) + "\n    </bpmndi:BPMNPlane>");
                arrive(flow, elements.group(2), elements.group());
            }
        }
        assertThat(added).as("what is drawn on the page").isNotEmpty();
        return this;
    }

    /** A flow that was there leads elsewhere now: its former target is arrived at by another one. */
    private void lead(String flow, String element) {
        text = text.replaceFirst(
                "<bpmn:sequenceFlow id=\"%s\"[^>]*>".formatted(flow), Matcher.quoteReplacement(element));
        text = text.replace("<bpmn:incoming>%s</bpmn:incoming>".formatted(flow), "");
    }

    private void arrive(boolean flow, String id, String element) {
        Matcher target = TARGET.matcher(element);
        if (flow && target.find()) {
            Pattern head = Pattern.compile("(?s)(<bpmn:(?:callActivity|endEvent) id=\"%s\".*?)(\\s*<bpmn:outgoing>)"
                    .formatted(target.group(1)));
            text = head.matcher(text).replaceFirst("$1<bpmn:incoming>%s</bpmn:incoming>$2".formatted(id));
        }
    }

    private static String shape(String id) {
        return "<bpmndi:BPMNShape id=\"%1$s_di\" bpmnElement=\"%1$s\"><dc:Bounds x=\"600\" y=\"600\" width=\"100\" height=\"80\" /></bpmndi:BPMNShape>"
                .formatted(id);
    }

    private static String line(String id) {
        return "<bpmndi:BPMNEdge id=\"%1$s_di\" bpmnElement=\"%1$s\"><di:waypoint x=\"600\" y=\"640\" /><di:waypoint x=\"700\" y=\"640\" /></bpmndi:BPMNEdge>"
                .formatted(id);
    }
}
