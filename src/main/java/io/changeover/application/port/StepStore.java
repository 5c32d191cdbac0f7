package io.changeover.application.port;

import io.changeover.connector.spi.Operation;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.StepRecord;
import io.changeover.domain.run.StepState;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps steps and their operations. Takes part in the caller's transaction. */
public interface StepStore {
    /** Writes a step and its operations. */
    void insert(StepRecord step, List<OperationRecord> operations);

    /** Writes more operations of steps that are there. */
    void add(List<OperationRecord> operations);

    /** The number that the next step of the run has. */
    int nextNumber(RunId run);

    /** The step of that id. */
    Optional<StepRecord> find(String step);

    /** Takes an open step for a worker: raises its claim. Empty if the step is not open. */
    Optional<StepRecord> claim(String step);

    /**
     * Moves a step to another state, if it is in the one given.
     *
     * @return false if it was not, and nothing was changed
     */
    boolean move(StepRecord step, StepState next, Instant at);

    /** The operations of a step, in order. */
    List<OperationRecord> operations(String step);

    /** The steps of a run, in order. */
    List<StepRecord> ofRun(RunId run);

    /** The operations of all steps of a run, by step and order. */
    List<OperationRecord> operationsOf(RunId run);

    /** Those of them that are one of these operations, in the same order. */
    List<OperationRecord> operationsOf(RunId run, Set<Operation> which);

    /** Writes how operations ended. */
    void end(List<OperationRecord> operations);

    /** Makes those of these operations that failed pending again. */
    void retry(List<OperationRecord> operations);

    /** Marks those of these operations skipped that failed or were not begun. */
    void skip(List<OperationRecord> operations, String why, Instant at);

    /**
     * That a person wants an operation ended which is under way.
     *
     * @param wholeStep whether nothing more of its step is to begin before somebody has decided
     * @param why by whom, and with what reason
     */
    record Cancellation(String step, String operation, boolean wholeStep, String why) {}

    /** Notes that these operations are to be ended; a retry forgets it. */
    void cancel(List<Cancellation> wanted);

    /** What is wanted to be ended of these steps and is under way still. */
    List<Cancellation> cancellations(Collection<String> steps);

    /** Marks what is not done of a step cancelled. */
    void cancelOpen(String step, Instant at);
}
