package io.changeover.dashboard;

import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.run.RunType;
import java.util.List;
import java.util.stream.Collectors;

/** The few words that say how something stands. */
final class Sentences {
    private Sentences() {}

    static Tone tone(Run run, boolean waits) {
        return switch (run.state()) {
            case RUNNING -> waits ? Tone.WARNING : Tone.BUSY;
            case PAUSED, ABORTING -> Tone.WARNING;
            case ENDED -> run.outcome().map(Sentences::tone).orElse(Tone.NEUTRAL);
        };
    }

    /** The same, but never better than a warning where hooks that failed are to be named. */
    static Tone tone(Run run, boolean waits, List<OperationRecord> failedHooks) {
        Tone plain = tone(run, waits);
        return failedHooks.isEmpty() || plain == Tone.BAD ? plain : Tone.WARNING;
    }

    /** The headline, and after it the hooks that failed and are to be named. */
    static String headline(Run run, boolean waits, List<OperationRecord> failedHooks) {
        String hooks = failedHooks.stream()
                .map(hook -> "; hook %s failed at %s".formatted(hook.target(), hook.site()))
                .collect(Collectors.joining());
        return headline(run, waits) + hooks;
    }

    private static Tone tone(RunOutcome outcome) {
        return switch (outcome) {
            case COMPLETED -> Tone.GOOD;
            case COMPLETED_WITH_SKIPS, COMPLETED_UNPROTECTED, ABORTED -> Tone.WARNING;
            case REHEARSED, DECLINED, NOT_READY -> Tone.NEUTRAL;
            case FAILED -> Tone.BAD;
        };
    }

    static String brief(Run run, boolean waits) {
        return switch (run.state()) {
            case RUNNING -> waits ? "waits for a person" : "under way";
            case PAUSED -> "paused";
            case ABORTING -> "undoing";
            case ENDED -> run.outcome().map(Sentences::brief).orElse("ended");
        };
    }

    private static String brief(RunOutcome outcome) {
        return switch (outcome) {
            case COMPLETED -> "completed";
            case COMPLETED_WITH_SKIPS -> "completed, with skips";
            case COMPLETED_UNPROTECTED -> "moved, unprotected";
            case REHEARSED -> "rehearsed";
            case DECLINED -> "declined";
            case ABORTED -> "aborted and undone";
            case NOT_READY -> "not begun";
            case FAILED -> "failed";
        };
    }

    static String headline(Run run, boolean waits) {
        String way = "%s → %s".formatted(run.source(), run.target());
        return switch (run.state()) {
            case RUNNING -> waits ? "Waits for a person, " + way : "Under way, " + way;
            case PAUSED -> "Paused, " + way + ": nothing begins until it is resumed";
            case ABORTING -> "Aborted: what was done is being undone, back to " + run.source();
            case ENDED -> run.outcome().map(outcome -> headline(outcome, run)).orElse("Ended");
        };
    }

    private static String headline(RunOutcome outcome, Run run) {
        if (run.type() == RunType.DRILL && outcome == RunOutcome.FAILED) {
            return "The drill failed: %s would not have served; %s was not touched"
                    .formatted(run.target(), run.source());
        }
        return switch (outcome) {
            case COMPLETED -> "Completed: every step reached its state";
            case COMPLETED_WITH_SKIPS -> "Completed, with operations skipped by a person";
            case COMPLETED_UNPROTECTED ->
                "Moved to %s, but %s does not follow: reprotect".formatted(run.target(), run.source());
            case REHEARSED -> "Rehearsed: nothing was changed";
            case DECLINED -> "Declined: nothing was changed";
            case ABORTED -> "Aborted and undone: %s serves".formatted(run.source());
            case NOT_READY -> "Not begun: nothing was changed";
            case FAILED -> "Failed: where the service runs is not proved";
        };
    }

    static String state(PlanStatus status) {
        return switch (status.state()) {
            case ACTIVE -> "Runs at %s, protected".formatted(status.activeSite());
            case DEGRADED -> "Runs at %s, and what follows it is too far behind".formatted(status.activeSite());
            case SUSPENDED -> "Runs at %s, under maintenance".formatted(status.activeSite());
            case TESTING -> "Runs at %s, and a drill is under way".formatted(status.activeSite());
            case MOVING -> "On the move";
            case UNPROTECTED -> "Runs at %s, and nothing follows it".formatted(status.activeSite());
            case NO_ACTIVE -> "Runs nowhere: " + status.note();
            case SPLIT_BRAIN -> "Split brain: " + status.note();
            case ATTENTION -> "Needs attention: " + status.note();
        };
    }

    static Tone tone(PlanStatus status) {
        return switch (status.state()) {
            case ACTIVE -> status.holder().isPresent() ? Tone.BUSY : Tone.GOOD;
            case MOVING, TESTING -> Tone.BUSY;
            case DEGRADED, SUSPENDED, UNPROTECTED -> Tone.WARNING;
            case NO_ACTIVE, SPLIT_BRAIN, ATTENTION -> Tone.BAD;
        };
    }
}
