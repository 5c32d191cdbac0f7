package io.changeover.dashboard;

/**
 * A question with the run that asks it.
 *
 * @param what what the run does, in few words: {@code switchover fra → ams}
 * @param reason why it was started, as its requester said
 */
public record Asked(
        String run, String plan, String what, boolean dryRun, String requester, String reason, DecisionView decision) {}
