package io.changeover.application.port;

import io.changeover.domain.run.Decision;
import io.changeover.domain.run.RunId;
import java.util.List;
import java.util.Optional;

/** Keeps the questions to people and their answers. Takes part in the caller's transaction. */
public interface DecisionStore {
    /** Writes a question. */
    void insert(Decision decision);

    /** Writes its answer. */
    void answer(Decision decision);

    /** The question that a user task asks. */
    Optional<Decision> find(String task);

    /** Removes a question that is no longer asked; answered ones stay. */
    void withdraw(String task);

    /** Questions without an answer, of one run or of all, oldest first. */
    List<Decision> open(Optional<RunId> run);

    /** All questions of a run, oldest first. */
    List<Decision> ofRun(RunId run);
}
