package io.changeover.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.connector.spi.Reading;
import io.changeover.connector.spi.Verdict;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.Notification;
import io.changeover.domain.run.NotificationEvent;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.run.RunState;
import io.changeover.domain.run.RunType;
import io.changeover.domain.run.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is known about one run, for auditors: what happened, how long the outage was and what was lost, who decided
 * what and why. The same records always give the same report. The component names are API.
 *
 * @param intendedChanges what a dry run would have changed; empty for any other run
 * @param skips operations that a person went on without, with that person and the reason
 * @param failures operations that failed and were not made good by a later attempt
 * @param notifications who was told what; left out of the JSON where the plan names no receivers
 * @param drill what a drill has proved; left out of the JSON of any other run
 */
public record RunReport(
        Headline headline,
        Subject run,
        Times times,
        Outage outage,
        RecoveryPoint recoveryPoint,
        List<Step> steps,
        List<Answer> decisions,
        List<IntendedChange> intendedChanges,
        List<Skip> skips,
        List<Failure> failures,
        List<Event> events,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Notice> notifications,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Drilled drill) {

    /** How a sentence is meant. */
    public enum Tone {
        /** The goal was reached, without exception. */
        GOOD,
        /** The goal was reached with an exception, or a person is waited for. */
        WARNING,
        /** The goal was not reached. */
        BAD,
        /** Nothing to judge: under way, declined, a dry run. */
        NEUTRAL
    }

    /** What became of an objective. */
    public enum Objective {
        /** The achieved value is known and not above the objective. */
        MET,
        /** The achieved value is known and above the objective. */
        MISSED,
        /** The achieved value could not be read or has no end yet. */
        UNKNOWN,
        /** The run could cause neither outage nor loss. */
        NOT_APPLICABLE
    }

    /** The run in one sentence. Never plain success where anything was skipped. */
    public record Headline(Tone tone, String sentence) {}

    /** What ran, where, for whom and why. */
    public record Subject(
            String id,
            String plan,
            int planVersion,
            RunType type,
            String runbook,
            int runbookVersion,
            String businessKey,
            String processInstance,
            String requester,
            String reason,
            String source,
            String target,
            boolean dryRun,
            long epoch,
            RunState state,
            @Nullable RunOutcome outcome) {}

    /**
     * Where the time went. For a run that has not ended, all lengths reach to the last moment that its records name.
     *
     * @param duration the whole
     * @param people the part in which at least one decision was open, the window had not opened, or the run was paused
     * @param machine the rest
     * @param waits the parts that make up {@code people}, without overlap, in order
     */
    public record Times(
            Instant startedAt,
            @Nullable Instant endedAt,
            Duration duration,
            Duration machine,
            Duration people,
            @Nullable Instant pointOfNoReturn,
            List<Wait> waits) {}

    /** A time in which the run waited for people. */
    public record Wait(Instant from, Instant to, Duration duration) {}

    /**
     * How long users could not be served.
     *
     * @param achieved the time between begin and end; null where either is not known
     * @param explanation from what to what it was measured, or why it was not
     */
    public record Outage(
            @Nullable Instant begin,
            @Nullable Instant end,
            @Nullable Duration achieved,
            Duration objective,
            Objective verdict,
            String explanation) {}

    /**
     * How much data was lost, as time.
     *
     * @param achieved the worst of all datasets; null where one of them is not known
     * @param announced the most that approvers were told, of the worst dataset; null where one was unknown, and left out
     *     where nobody had to accept a loss
     */
    public record RecoveryPoint(
            @Nullable Duration achieved,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Duration announced,

            Duration objective,
            Objective verdict,
            String explanation,
            List<DatasetPoint> datasets) {}

    /**
     * What was lost of one dataset.
     *
     * @param announced what approvers were told that may be lost; left out where nobody had to accept a loss
     */
    public record DatasetPoint(
            String dataset,
            @Nullable Duration achieved,
            Duration objective,
            Objective verdict,
            String explanation,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Announced announced) {}

    /**
     * What approvers were told of a dataset, as the target side alone could tell.
     *
     * @param age the most that may be lost as time; null where it was unknown
     * @param bytes the same in bytes; null where it was unknown
     * @param heldUntil up to when the target held what was written, by the source's clock; null where it was unknown
     * @param words the same for people
     */
    public record Announced(
            @Nullable Duration age,
            @Nullable Long bytes,
            @Nullable Instant heldUntil,
            String words) {}

    /** One step and its operations. */
    public record Step(
            int number,
            String name,
            @Nullable String group,
            String process,
            String activity,
            StepState state,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Duration duration,
            List<Action> operations) {}

    /**
     * One operation.
     *
     * @param outputTail the end of what it printed, at most {@value RunReports#TAIL} characters
     */
    public record Action(
            int number,
            Operation operation,
            String target,
            int check,
            String site,
            @Nullable String host,
            OperationState state,
            @Nullable Outcome outcome,
            @Nullable Verdict verdict,
            @Nullable String errorCode,
            @Nullable String message,
            int attempts,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Duration duration,
            List<Reading> readings,
            Map<String, String> outputs,
            String outputTail) {}

    /** A question to a person, what that person was shown, and the answer. */
    public record Answer(
            String task,
            Decision.Kind kind,
            @Nullable Integer step,
            String question,
            List<String> evidence,
            List<String> choices,
            String group,
            Instant askedAt,
            @Nullable Instant decidedAt,
            @Nullable String decidedBy,
            @Nullable String choice,
            @Nullable String reason,
            Duration waited) {}

    /** A change that a dry run would have made. */
    public record IntendedChange(int step, Operation operation, String target, String site, String message) {}

    /** An operation that a person went on without. */
    public record Skip(
            int step,
            String stepName,
            Operation operation,
            String target,
            String site,
            @Nullable String decidedBy,
            @Nullable String reason) {}

    /** An operation that failed for good. */
    public record Failure(
            int step,
            String stepName,
            Operation operation,
            String target,
            String site,
            @Nullable String errorCode,
            @Nullable String message) {}

    /** What a receiver was told, or is still to be told. */
    public record Notice(
            String receiver,
            int sequence,
            NotificationEvent event,
            Instant at,
            Notification.State state,
            int attempts,
            @Nullable Instant sentAt,
            @Nullable Integer status,
            @Nullable String error) {}

    /**
     * What a drill has proved.
     *
     * @param started the instances that were started apart, in order
     * @param checks how many questions were asked
     * @param passed how many of them were answered with yes
     * @param rehearsal from the first change to the end of the last check; null where nothing was made
     * @param nothingLeft whether it was read back that nothing is left; false where it was not, whatever the reason
     */
    public record Drilled(
            List<Clone> clones,
            List<String> started,
            int checks,
            int passed,
            @Nullable Duration rehearsal,
            boolean nothingLeft) {}

    /** A copy that a drill has made, and up to where it held the data. */
    public record Clone(
            String dataset,
            boolean made,
            @Nullable String recoveryPoint,
            @Nullable Duration duration) {}

    /** Something that was said or done. */
    public record Event(Instant at, String actor, String what, String detail) {}
}
