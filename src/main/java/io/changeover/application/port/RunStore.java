package io.changeover.application.port;

import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.RunOutcome;
import java.util.List;
import java.util.Optional;

/** Keeps runs. Takes part in the caller's transaction. */
public interface RunStore {
    /** Writes a run that did not exist. */
    void insert(Run run);

    /** Overwrites state, outcome, epoch and times of a run. */
    void update(Run run);

    /** Overwrites source and target of a run. */
    void direct(Run run);

    /** The run of that name. */
    Optional<Run> find(RunId id);

    /** The same, locked against every other transaction until this one ends. */
    Optional<Run> lock(RunId id);

    /** The run that a process instance belongs to: its runbook's or its undo block's. */
    Optional<Run> ofProcess(String processInstance);

    /** Notes the process instance that undoes the run. */
    void undoneBy(RunId id, String processInstance);

    /** The run that used this key for this runbook, if any. */
    Optional<Run> ofBusinessKey(String runbook, String businessKey);

    /** The drill of that plan that ended last, of those that have made something; with an outcome, that ended so. */
    Optional<Run> lastDrill(PlanId plan, Optional<RunOutcome> outcome);

    /** The newest runs, of one plan or of all. */
    List<Run> newest(Optional<PlanId> plan, int limit);
}
