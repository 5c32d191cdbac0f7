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
 * @param starts the plan's next planned move, or why it may not begin
 * @param seen what the watch sees of it
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
        List<Start> starts,
        Seen seen) {
    public PlanCard {
        waiting = List.copyOf(waiting);
        starts = List.copyOf(starts);
    }

    /** Cards of a smaller one stand before others: what is wrong, what waits for a person, what moves, what is well. */
    int urgency() {
        if (tone == Tone.BAD) {
            return 0;
        }
        return !waiting.isEmpty() ? 1 : tone == Tone.WARNING ? 2 : tone == Tone.BUSY ? 3 : 4;
    }

    /**
     * What the watch sees.
     *
     * @param at when it has looked last, or null
     * @param lags each dataset against its objective
     * @param wrong sentences: the alarms that are not over, and what is held back
     */
    public record Seen(@Nullable Instant at, List<Lagging> lags, List<String> wrong) {
        /** Nobody has looked. */
        public static final Seen NOTHING = new Seen(null, List.of(), List.of());

        public Seen {
            lags = List.copyOf(lags);
            wrong = List.copyOf(wrong);
        }
    }

    /**
     * How far a dataset is behind.
     *
     * @param words {@code 12 ms of 5 s}, or {@code unknown}
     * @param points the last half hour for a picture of 100 by 20: {@code x,y} with blanks between; empty where nothing
     *     is known
     */
    public record Lagging(String dataset, Tone tone, String words, String points) {}

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

        /** BAD for what is meant for a site that is lost or a service that is split, whether or not it may start. */
        public Tone tone() {
            return switch (runbook) {
                case "failover", "uncertain-restart", "resolve-split-brain" -> Tone.BAD;
                default -> Tone.GOOD;
            };
        }
    }
}
