package io.changeover.dashboard;

/**
 * What a person can do on the pages, in the name of the person who is logged in. Each method throws
 * {@link io.changeover.application.RefusedException} where it may not be done now.
 */
public interface DashboardActions {
    /** Answers an open decision. */
    void decide(String task, String choice, String reason);

    void abort(String run, String reason);

    /** Leaves the planned path of a move whose source is lost. */
    void goUnplanned(String run, String reason);

    void pause(String run, String reason);

    void resume(String run, String reason);

    /** Ends what is under way of a step. */
    void cancel(String run, int step, String reason);

    /** Starts a runbook and returns the name of its run. */
    String start(Wanted wanted);

    /**
     * What is to be started.
     *
     * @param hold of a drill: whether its clones stay until somebody ends it
     */
    record Wanted(String runbook, String plan, String reason, boolean dryRun, boolean hold) {}
}
