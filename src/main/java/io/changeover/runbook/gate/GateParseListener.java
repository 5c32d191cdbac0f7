package io.changeover.runbook.gate;

import io.changeover.domain.run.Decision;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.run.RunType;
import java.util.Locale;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.impl.util.xml.Element;

/**
 * Puts the gate into every diagram that is deployed: at its start, at its end and at its user tasks. What is in the
 * engine is passed by Tasklist, REST, the command line and the Java API alike.
 */
public final class GateParseListener extends AbstractBpmnParseListener {
    private final StartGate startGate;
    private final EndGate endGate;
    private final DecisionGate decisionGate;

    public GateParseListener(StartGate startGate, EndGate endGate, DecisionGate decisionGate) {
        this.startGate = startGate;
        this.endGate = endGate;
        this.decisionGate = decisionGate;
    }

    @Override
    public void parseProcess(Element element, ProcessDefinitionEntity definition) {
        Optional<RunType> type = RunbookProperties.find(element, RunbookProperties.RUN_TYPE)
                .map(name -> RunType.valueOf(name.toUpperCase(Locale.ROOT)));
        definition.addListener(
                ExecutionListener.EVENTNAME_START, (ExecutionListener) execution -> startGate.enter(execution, type));
        definition.addListener(ExecutionListener.EVENTNAME_END, endGate);
    }

    @Override
    public void parseEndEvent(Element element, ScopeImpl scope, ActivityImpl activity) {
        RunbookProperties.find(element, RunbookProperties.OUTCOME)
                .map(RunOutcome::valueOf)
                .ifPresent(outcome -> activity.addListener(ExecutionListener.EVENTNAME_START, (ExecutionListener)
                        execution -> execution.setVariable(EndGate.OUTCOME, outcome.name())));
    }

    @Override
    public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
        RunbookProperties.find(element, RunbookProperties.DECISION)
                .map(Decision.Kind::valueOf)
                .ifPresent(kind -> attach(activity, kind));
    }

    private void attach(ActivityImpl activity, Decision.Kind kind) {
        TaskDefinition task = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
        task.addTaskListener(TaskListener.EVENTNAME_CREATE, (TaskListener) one -> decisionGate.ask(one, kind));
        task.addTaskListener(TaskListener.EVENTNAME_COMPLETE, (TaskListener) decisionGate::answer);
        task.addTaskListener(TaskListener.EVENTNAME_DELETE, (TaskListener) decisionGate::withdraw);
    }
}
