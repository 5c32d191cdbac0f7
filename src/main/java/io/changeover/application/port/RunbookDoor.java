package io.changeover.application.port;

import io.changeover.application.Caller;
import java.util.Map;
import java.util.Optional;

/** The engine's own door, for those who come through ours: what is refused there is refused here. */
public interface RunbookDoor {
    /**
     * Starts a runbook as that caller.
     *
     * @return the process instance
     * @throws io.changeover.application.RefusedException when the gate, or the engine's rights, refuse
     */
    String start(Caller caller, String runbook, Optional<String> businessKey, Map<String, Object> variables);

    /**
     * Answers a question as that caller, by completing its user task.
     *
     * @throws io.changeover.application.RefusedException when the answer does not count
     */
    void answer(Caller caller, String task, String choice, String reason);
}
