package io.changeover.cli;

import io.changeover.api.model.DrillView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a plan stands with its drills, for people. */
final class DrillWords {
    private DrillWords() {}

    /** For a table: when and how the last one ended, and whether it is time again; null where the plan wants none. */
    static @Nullable String brief(@Nullable DrillView drill, Times times) {
        if (drill == null || !drill.wanted() && drill.lastRun() == null) {
            return null;
        }
        Instant ended = drill.lastEndedAt();
        String last = ended == null ? "never" : "%s %s".formatted(times.day(ended), drill.lastOutcome());
        return drill.overdue() ? last + ", overdue" : last;
    }

    /** In one sentence. */
    static String sentence(@Nullable DrillView drill, Times times) {
        String brief = brief(drill, times);
        if (drill == null || brief == null) {
            return "none; the plan says nothing of drills";
        }
        String run = drill.lastRun() == null ? "" : " (run %s)".formatted(drill.lastRun());
        Instant due = drill.dueAt();
        return brief + run + (due == null ? "" : "; the next is due %s".formatted(times.day(due)));
    }
}
