package io.changeover.application.port;

import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.StepRecord;
import java.util.List;

/** Moves tokens through diagrams. Takes part in the caller's transaction. */
public interface Tokens {
    /** Where a step's token is. */
    enum Status {
        /** It waits in the step. */
        WAITING,
        /** Its process instance is suspended. */
        SUSPENDED,
        /** It is not there any more: the process instance was deleted or changed. */
        GONE
    }

    /** Where the step's token is. */
    Status status(StepRecord step);

    /** Lets the step's token go on. */
    void advance(StepRecord step);

    /** Whether the diagram has a path for a failure of this step. */
    boolean catchesFailure(StepRecord step);

    /** Lets the step's token go on along that path. */
    void fail(StepRecord step, String message);

    /** Whether the diagram, or one that calls it, has a path for the loss of the source while this step is at work. */
    boolean catchesLossOfSource(StepRecord step);

    /** Lets the step's token go on along that path. Questions about the run's steps are asked no more. */
    void loseSource(Run run, StepRecord step, String reason);

    /** Asks a person what to do about a failed step. */
    void askAboutFailure(Run run, StepRecord step, String question, List<String> choices);

    /** Asks a person to restore the protection of the run's plan. */
    void askForProtection(Run run, String question);

    /** Ends the asking for the protection of a plan. */
    void endAskingForProtection(PlanId plan);

    /** Ends the run's process instance, and the questions about its steps. */
    void cancel(Run run, String reason);

    /** Ends the questions about the run's steps, which nobody needs to answer any more. */
    void withdrawQuestions(Run run);

    /**
     * Starts the block that undoes what the run did.
     *
     * @return its process instance
     */
    String startUndo(Run run);

    /** Suspends the run's process instances. */
    void suspend(Run run);

    /** Lets the run's process instances go on. */
    void activate(Run run);

    /** Whether an exception means that another transaction was faster, so that this one may be repeated. */
    boolean isConflict(RuntimeException exception);
}
