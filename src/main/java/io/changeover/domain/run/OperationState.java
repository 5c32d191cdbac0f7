package io.changeover.domain.run;

/** Where an operation is. */
public enum OperationState {
    /** Written, not begun. */
    PENDING,
    /** Begun. Found after a take-over, its outcome is unknown. */
    RUNNING,
    /** The wanted state was read back. */
    DONE,
    /** The wanted state was not reached within its time limit. */
    FAILED,
    /** A person decided to go on without it, with a reason. */
    SKIPPED,
    /** The run was aborted or ended before it was done. */
    CANCELLED;

    /** Whether it may still change the target. */
    public boolean open() {
        return this == PENDING || this == RUNNING;
    }
}
