package io.changeover.application.port;

import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.Run;
import java.util.Map;

/** Has an operation carried out by its connector, with retries inside its time limit. Thread-safe. */
public interface OperationExecutor {
    /**
     * Carries it out and returns it as it ended: done, or failed.
     *
     * @param variables more variables for its commands, by name
     * @throws InterruptedException when it was cancelled; its outcome is unknown
     */
    OperationRecord execute(ProtectionPlan plan, Run run, OperationRecord operation, Map<String, String> variables)
            throws InterruptedException;
}
