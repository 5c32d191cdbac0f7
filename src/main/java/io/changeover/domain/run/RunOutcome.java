package io.changeover.domain.run;

/** How a run went. */
public enum RunOutcome {
    /** Every step reached its state. */
    COMPLETED(true),
    /** It went through, but a person skipped operations; the report's headline names them. */
    COMPLETED_WITH_SKIPS(true),
    /** The service moved, but replication back does not run. */
    COMPLETED_UNPROTECTED(true),
    /** A dry run: nothing was changed, the intended changes are listed. */
    REHEARSED(true),
    /** An approver declined it; nothing was changed. */
    DECLINED(false),
    /** A person aborted it; what was done was undone and the source serves, read back. */
    ABORTED(false),
    /** It ended on a path of the diagram that says so; nothing was changed. */
    NOT_READY(false),
    /** It ended before its goal, and the state of the service is not proved. */
    FAILED(false);

    private final boolean good;

    RunOutcome(boolean good) {
        this.good = good;
    }

    /** Whether the goal was reached. */
    public boolean good() {
        return good;
    }
}
