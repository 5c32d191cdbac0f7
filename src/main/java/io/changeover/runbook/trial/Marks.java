package io.changeover.runbook.trial;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.pvm.process.TransitionImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;

/** Marks every element and flow that a token passes. */
final class Marks extends AbstractBpmnParseListener {
    private final Set<String> passed = new HashSet<>();
    private final List<String> latest = new ArrayList<>();

    @Override
    public void parseProcess(Element element, ProcessDefinitionEntity process) {
        mark(process, process.getKey());
    }

    private void mark(ScopeImpl scope, String process) {
        for (ActivityImpl activity : scope.getActivities()) {
            String place = process + "/" + activity.getId().replace(BpmnParse.MULTI_INSTANCE_BODY_ID_SUFFIX, "");
            activity.addBuiltInListener(
                    ExecutionListener.EVENTNAME_START, (ExecutionListener) execution -> pass(place));
            activity.getOutgoingTransitions()
                    .forEach(flow -> ((TransitionImpl) flow)
                            .addBuiltInListener(ExecutionListener.EVENTNAME_TAKE, (ExecutionListener)
                                    execution -> pass(process + "/" + flow.getId())));
            mark(activity, process);
        }
    }

    private void pass(String place) {
        passed.add(place);
        latest.add(place);
    }

    /** Whether any run so far has passed it. */
    boolean has(String process, String element) {
        return passed.contains(process + "/" + element);
    }

    /** What the present run has passed, in this order. */
    List<String> ofThisRun() {
        return List.copyOf(latest);
    }

    void newRun() {
        latest.clear();
    }

    /** Forgets all runs. */
    void clear() {
        passed.clear();
        latest.clear();
    }
}
