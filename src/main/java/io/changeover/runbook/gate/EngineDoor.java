package io.changeover.runbook.gate;

import io.changeover.application.Caller;
import io.changeover.application.RefusedException;
import io.changeover.application.port.DecisionStore;
import io.changeover.application.port.RunbookDoor;
import io.changeover.domain.run.Decision;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.SuspendedEntityInteractionException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.exception.NullValueException;

/** Starts runbooks and completes user tasks in the embedded engine, in the name of the caller. */
public final class EngineDoor implements RunbookDoor {
    private final RuntimeService runtime;
    private final TaskService tasks;
    private final IdentityService identity;
    private final DecisionStore decisions;

    public EngineDoor(RuntimeService runtime, TaskService tasks, IdentityService identity, DecisionStore decisions) {
        this.runtime = runtime;
        this.tasks = tasks;
        this.identity = identity;
        this.decisions = decisions;
    }

    @Override
    public String start(Caller caller, String runbook, Optional<String> businessKey, Map<String, Object> variables) {
        return as(caller, () -> {
            try {
                return runtime.startProcessInstanceByKey(runbook, businessKey.orElse(null), variables)
                        .getId();
            } catch (NullValueException e) {
                throw RefusedException.because(
                        "RUNBOOK_UNKNOWN", "there is no runbook '%s' that is deployed".formatted(runbook));
            }
        });
    }

    @Override
    public void answer(Caller caller, String task, String choice, String reason) {
        Decision decision = open(task)
                .orElseThrow(() -> RefusedException.because(
                        "TASK_UNKNOWN", "there is no open question '%s'; it may have been answered".formatted(task)));
        Map<String, Object> answer =
                Map.of(DecisionGate.choiceVariable(decision.kind()), choice, DecisionGate.COMMENT, reason);
        as(caller, () -> {
            try {
                tasks.complete(task, answer);
            } catch (SuspendedEntityInteractionException e) {
                throw RefusedException.because(
                        "RUN_PAUSED", "run %s is paused; resume it first".formatted(decision.run()));
            } catch (OptimisticLockingException e) {
                throw overtaken(task);
            } catch (ProcessEngineException e) {
                // The engine says in many ways that somebody else was faster; whether the question is open does not
                // lie.
                throw open(task).isPresent() ? e : overtaken(task);
            }
            return task;
        });
    }

    private Optional<Decision> open(String task) {
        return decisions.find(task).filter(found -> found.decidedAt().isEmpty());
    }

    private static RefusedException overtaken(String task) {
        return RefusedException.because(
                "TASK_UNKNOWN", "question '%s' was answered or withdrawn a moment ago".formatted(task));
    }

    private <T> T as(Caller caller, Supplier<T> work) {
        identity.setAuthentication(caller.user(), List.copyOf(caller.groups()));
        try {
            return work.get();
        } catch (AuthorizationException e) {
            throw RefusedException.because(
                    "NOT_ALLOWED", "'%s' has no right to do this: %s".formatted(caller.user(), e.getMessage()));
        } catch (ProcessEngineException e) {
            throw refusal(e);
        } finally {
            identity.clearAuthentication();
        }
    }

    /** The engine wraps what its listeners throw. */
    private static RuntimeException refusal(ProcessEngineException wrapper) {
        for (Throwable cause = wrapper; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedException refused) {
                return refused;
            }
        }
        return wrapper;
    }
}
