package io.changeover.runbook.gate;

import io.changeover.application.RefusedException;
import io.changeover.domain.run.Blocker;
import java.util.List;
import java.util.function.Supplier;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.impl.cfg.auth.AuthorizationCommandChecker;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;

/**
 * The engine's own judge of rights, with one difference: who may not work on a question is told why in the words that
 * every other door uses, and not which of the engine's permissions is missing. It never allows what the engine forbids.
 */
public final class TaskChecker extends AuthorizationCommandChecker {
    private final Supplier<DecisionGate> gate;

    /** A judge in front of a gate that is made later: it needs the engine, which needs this judge. */
    public TaskChecker(Supplier<DecisionGate> gate) {
        this.gate = gate;
    }

    @Override
    public void checkTaskWork(TaskEntity task) {
        try {
            super.checkTaskWork(task);
        } catch (AuthorizationException e) {
            List<Blocker> why = gate.get().againstCaller(task.getId());
            throw why.isEmpty() ? e : new RefusedException(why);
        }
    }
}
