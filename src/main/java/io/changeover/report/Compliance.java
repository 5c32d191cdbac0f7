package io.changeover.report;

import io.changeover.domain.plan.PlanState;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.run.RunType;
import io.changeover.report.RunReport.Objective;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How all plans stood against what they promise, over a period. The component names are API.
 *
 * @param from the first day, in UTC
 * @param to the last day, in UTC
 * @param madeAt when this was put together; states and gaps are those of that moment
 * @param plans by name
 */
public record Compliance(LocalDate from, LocalDate to, Instant madeAt, Totals totals, List<PlanRow> plans) {

    /**
     * All plans together.
     *
     * @param compliant plans without a breach in the period and without a gap now
     * @param moves runs that moved a service
     * @param drills drills that have ended
     */
    public record Totals(int plans, int compliant, int moves, int drills, int breaches, int gaps, int actions) {}

    /**
     * One plan.
     *
     * @param compliant whether there was no breach in the period, and there is no gap now
     * @param outage the worst outage of the period
     * @param loss the worst loss of the period
     * @param alarmsSince from when on alarms are kept; later than the beginning of the period where the plan keeps less
     */
    public record PlanRow(
            String plan,
            int version,
            PlanState state,
            String activeSite,
            String preferredSite,
            boolean compliant,
            Measure outage,
            Measure loss,
            List<Move> moves,
            DrillState drill,
            List<DrillRow> drills,
            List<LagRow> lags,
            Instant alarmsSince,
            List<Breach> breaches,
            List<Gap> gaps,
            List<Deed> actions) {}

    /**
     * What was achieved at worst.
     *
     * @param achieved null where nothing was measured, or one could not be
     * @param verdict NOT_APPLICABLE where nothing moved
     */
    public record Measure(@Nullable Duration achieved, Duration objective, Objective verdict) {}

    /** A run that moved the service and has ended. */
    public record Move(
            String run,
            RunType type,
            String source,
            String target,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable RunOutcome outcome,
            @Nullable Duration outage,
            Objective outageVerdict,
            @Nullable Duration loss,
            Objective lossVerdict) {}

    /**
     * How the plan stands with its drills.
     *
     * @param wanted whether the plan says what is drilled
     * @param lastRun the last drill that has ended
     * @param passedAt when the last one ended that reached its goal
     * @param dueAt when the next one must have
     */
    public record DrillState(
            boolean wanted,
            @Nullable String lastRun,
            @Nullable RunOutcome lastOutcome,
            @Nullable Instant passedAt,
            @Nullable Instant dueAt,
            boolean overdue) {}

    /** A drill of the period. */
    public record DrillRow(
            String run,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable RunOutcome outcome) {}

    /**
     * The lag of a dataset, as far as it is known.
     *
     * @param since from when on it is known; null where nothing is
     * @param worst the longest that was read; null where nothing was
     * @param above how long it was above its objective
     * @param unknown how long it could not be read
     */
    public record LagRow(
            String dataset,
            Duration objective,
            @Nullable Instant since,
            @Nullable Duration worst,
            Duration above,
            Duration unknown) {}

    /**
     * A promise that was not kept, or of which nobody knows.
     *
     * @param code the code of an alarm, or OUTAGE, or LOSS
     * @param until null while it lasts
     * @param run the run that it happened in; null where it was in none
     */
    public record Breach(
            String code,
            Instant from,
            @Nullable Instant until,
            @Nullable String run,
            String sentence) {}

    /** What is missing now. The names are API. */
    public enum Lack {
        /** The plan is not in a state in which one site serves and the other one follows. */
        STATE,
        /** An alarm is open. */
        ALARM,
        /** The plan does not say what is drilled. */
        NO_DRILL,
        /** No drill has reached its goal in time. */
        DRILL_OVERDUE,
        /** The last drill did not reach its goal. */
        DRILL_FAILED,
        /** An instance has no check. */
        NO_CHECK,
        /** No route is proved by real traffic. */
        NO_TRAFFIC_PROOF,
        /** Nobody but the server can say that a site is lost. */
        NO_WITNESS,
        /** A lost site can only be fenced by its own stop or by a person's word. */
        NO_FENCING,
        /** Who asks for a run may approve it. */
        SELF_APPROVAL,
        /** Nobody is told. */
        NOBODY_TOLD
    }

    /** Something that is missing now. */
    public record Gap(Lack code, String sentence) {}

    /** What a person did. */
    public record Deed(
            Instant at, String who, String what, @Nullable String run, String detail) {}
}
