package io.changeover.demo;

import java.time.Duration;
import java.util.List;

/**
 * One move of the service, measured from outside.
 *
 * @param outage the longest time in which the client got no order through
 * @param acknowledged orders during the move
 * @param lost acknowledged orders, of all so far, that are not in the database that is now the primary
 * @param doubled orders that are there more than once
 * @param whole from the run's begin to its end
 */
record Move(
        String runbook,
        String run,
        String outcome,
        String from,
        String to,
        Duration outage,
        long acknowledged,
        long lost,
        long doubled,
        Duration whole,
        List<Step> steps) {
    Move {
        steps = List.copyOf(steps);
    }

    /** Whether all went as it should. */
    boolean good() {
        return outcome.equals("COMPLETED") && lost == 0 && doubled == 0;
    }
}
