package io.changeover.application.port;

import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.Run;
import java.time.Duration;

/** Has questions asked by their connectors: once, without a judgement of the answer. Thread-safe. */
public interface Asker {
    /**
     * Asks, and returns the question as it ended: done with what was read, or failed.
     *
     * @param run what the connectors are told of
     * @param limit how long it may take
     * @throws InterruptedException when nobody wants the answer any more
     */
    OperationRecord ask(ProtectionPlan plan, Run run, OperationRecord question, Duration limit)
            throws InterruptedException;
}
