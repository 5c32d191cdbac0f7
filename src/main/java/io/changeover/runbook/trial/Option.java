package io.changeover.runbook.trial;

import io.changeover.application.TrialReport;
import java.util.Map;

/**
 * One way in which a situation can go on.
 *
 * @param token the engine's id of what waits; empty for the start and for an abort
 * @param variables what it leaves behind
 */
record Option(
        Deed deed,
        String token,
        String process,
        String element,
        String name,
        String outcome,
        Map<String, Object> variables) {
    Option {
        variables = Map.copyOf(variables);
    }

    /** What happens. */
    enum Deed {
        /** The run begins. */
        START,
        /** A step is passed. */
        PASS,
        /** A step fails, on the diagram's own path for that. */
        FAIL,
        /** The source is found to be lost, on the diagram's own path for that. */
        LOSE,
        /** A person ends the run, and what was done is undone. */
        ABORT,
        /** A person answers. */
        ANSWER,
        /** A time has come. */
        RING,
        /** A message or signal arrives. */
        RECEIVE
    }

    /** The same in every run that comes to this situation. */
    String key() {
        return process + "/" + element + "=" + outcome;
    }

    /** The same for what waits there in another run. */
    Option at(String other) {
        return new Option(deed, other, process, element, name, outcome, variables);
    }

    TrialReport.Choice choice() {
        return new TrialReport.Choice(process, element, name, outcome);
    }
}
