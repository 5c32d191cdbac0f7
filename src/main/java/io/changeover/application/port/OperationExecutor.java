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
     * @throws CutShortException when it was cancelled while it was under way; its outcome is unknown
     * @throws InterruptedException when it was cancelled; its outcome is unknown
     */
    OperationRecord execute(ProtectionPlan plan, Run run, OperationRecord operation, Map<String, String> variables)
            throws InterruptedException;

    /** An operation was interrupted by somebody. Carries what is known of it. */
    final class CutShortException extends InterruptedException {
        private final transient OperationRecord soFar;

        public CutShortException(OperationRecord soFar) {
            super(soFar.message().orElse("cut short"));
            this.soFar = soFar;
        }

        /** The operation as failed, of unknown effect, with all that was read until then. */
        public OperationRecord soFar() {
            return soFar;
        }
    }
}
