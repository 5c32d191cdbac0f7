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

/** Marks every element and flow that a token passes, and stops a run that passes too many of them by itself. */
final class Marks extends AbstractBpmnParseListener {
    /** More elements and flows than this are passed between two choices by what never waits only. */
    private static final int MOST_BETWEEN_CHOICES = 10_000;

    private final Set<String> passed = new HashSet<>();
    private final List<String> latest = new ArrayList<>();
    private int sinceChoice;

    /** A run that goes on for ever by itself. No exception, as a diagram may have a path for those. */
    static final class GoesRound extends Error {
        private static final long serialVersionUID = 1;

        private GoesRound(String place) {
            super("it goes round without waiting, at " + place);
        }
    }

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
        sinceChoice++;
        if (sinceChoice > MOST_BETWEEN_CHOICES) {
            throw new GoesRound(place);
        }
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
        sinceChoice = 0;
    }

    /** Something was chosen: the run has waited for it. */
    void choice() {
        sinceChoice = 0;
    }

    /** Forgets all runs. */
    void clear() {
        passed.clear();
        latest.clear();
    }
}
