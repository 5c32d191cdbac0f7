package io.changeover.runbook.gate;

import io.changeover.domain.run.Decision;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.run.RunType;
import java.util.Optional;
import java.util.function.Supplier;
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
 * engine is passed by Tasklist, REST, the command line and the Java API alike. The listeners are built in ones, which no
 * caller can ask to skip.
 */
public final class GateParseListener extends AbstractBpmnParseListener {
    private final Supplier<StartGate> startGate;
    private final Supplier<EndGate> endGate;
    private final Supplier<DecisionGate> decisionGate;

    /** A listener in front of gates that are made later: they need the engine, which needs this listener. */
    public GateParseListener(
            Supplier<StartGate> startGate, Supplier<EndGate> endGate, Supplier<DecisionGate> decisionGate) {
        this.startGate = startGate;
        this.endGate = endGate;
        this.decisionGate = decisionGate;
    }

    @Override
    public void parseProcess(Element element, ProcessDefinitionEntity definition) {
        Optional<RunType> type = RunbookProperties.find(element, RunbookProperties.RUN_TYPE)
                .map(name -> RunType.ofWire(name)
                        .orElseThrow(() -> new IllegalArgumentException("there is no run type '" + name + "'")));
        definition.addBuiltInListener(ExecutionListener.EVENTNAME_START, (ExecutionListener)
                execution -> startGate.get().enter(execution, type));
        definition.addBuiltInListener(ExecutionListener.EVENTNAME_END, (ExecutionListener)
                execution -> endGate.get().notify(execution));
    }

    @Override
    public void parseEndEvent(Element element, ScopeImpl scope, ActivityImpl activity) {
        RunbookProperties.find(element, RunbookProperties.OUTCOME)
                .map(RunOutcome::valueOf)
                .ifPresent(outcome -> activity.addBuiltInListener(ExecutionListener.EVENTNAME_START, (ExecutionListener)
                        execution -> execution.setVariable(EndGate.OUTCOME, outcome.name())));
    }

    @Override
    public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
        RunbookProperties.find(element, RunbookProperties.DECISION)
                .map(Decision.Kind::valueOf)
                .ifPresent(kind -> attach(activity, kind));
    }

    private void attach(ActivityImpl activity, Decision.Kind kind) {
        UserTaskActivityBehavior behavior = (UserTaskActivityBehavior) activity.getActivityBehavior();
        if (kind == Decision.Kind.APPROVAL) {
            activity.setActivityBehavior(new ApprovalBehavior(behavior.getTaskDecorator(), decisionGate));
        }
        if (kind == Decision.Kind.MANUAL) {
            activity.setActivityBehavior(new ManualBehavior(behavior.getTaskDecorator()));
        }
        TaskDefinition task = behavior.getTaskDefinition();
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_CREATE, (TaskListener)
                one -> decisionGate.get().ask(one, kind));
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE, (TaskListener)
                one -> decisionGate.get().answer(one));
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_DELETE, (TaskListener)
                one -> decisionGate.get().withdraw(one));
    }
}
