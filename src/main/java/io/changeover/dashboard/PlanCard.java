package io.changeover.dashboard;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One plan on the overview.
 *
 * @param state one sentence: what is true of the plan now
 * @param activeSite where the service runs, or null inside a move
 * @param otherSite the site that does not serve
 * @param now what runs now, if anything
 * @param drill how the plan stands with its drills, or null where it wants none and had none
 * @param starts what may be started, or why it may not
 */
public record PlanCard(
        String plan,
        int version,
        Tone tone,
        String state,
        @Nullable String activeSite,
        String otherSite,
        long epoch,
        @Nullable RunNow now,
        List<Waiting> waiting,
        @Nullable Drill drill,
        List<Start> starts) {
    public PlanCard {
        waiting = List.copyOf(waiting);
        starts = List.copyOf(starts);
    }

    /** The run that holds the plan, and the step it is at. */
    public record RunNow(String run, String runbook, String step, Instant since, boolean dryRun) {}

    /**
     * The last drill.
     *
     * @param run the last one that has ended, or null
     * @param overdue whether it is time for one
     */
    public record Drill(
            @Nullable String run,
            @Nullable String outcome,
            @Nullable Instant endedAt,
            boolean overdue) {}

    /** A question that a person of the group must answer. */
    public record Waiting(String run, String question, String group, Instant since) {}

    /**
     * A runbook that may be started.
     *
     * @param label as the button says it: {@code Switchover fra → ams}
     * @param blockers sentences; empty where it may start now
     */
    public record Start(String runbook, String label, List<String> blockers) {
        public Start {
            blockers = List.copyOf(blockers);
        }
    }
}
