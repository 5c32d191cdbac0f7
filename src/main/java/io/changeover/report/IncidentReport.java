package io.changeover.report;

import io.changeover.report.RunReport.Answer;
import io.changeover.report.RunReport.Failure;
import io.changeover.report.RunReport.Headline;
import io.changeover.report.RunReport.Outage;
import io.changeover.report.RunReport.RecoveryPoint;
import io.changeover.report.RunReport.Skip;
import io.changeover.report.RunReport.Subject;
import io.changeover.report.RunReport.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the review after an incident begins with: what was achieved of what was promised, where the time went, what was
 * decided by whom, what deviated, and what is still to be done. The same records always give the same report. The
 * component names are API.
 *
 * @param stages where the time of machines went; stages may overlap
 * @param moments what happened, in order
 * @param followUps what is to be done, the most urgent first; a review of the plan is always among it
 */
public record IncidentReport(
        Headline headline,
        Subject run,
        Times times,
        Outage outage,
        RecoveryPoint recoveryPoint,
        OutageShare outageShare,
        List<Stage> stages,
        List<Moment> moments,
        List<Answer> decisions,
        List<Skip> skips,
        List<Failure> failures,
        List<FollowUp> followUps) {

    /**
     * Of the outage, what machines took and what people were waited for.
     *
     * @param machine null where the outage has no known length
     * @param people null where the outage has no known length
     */
    public record OutageShare(
            @Nullable Duration machine, @Nullable Duration people) {}

    /** What machines did for one purpose. */
    public enum Purpose {
        /** Looked at what is lost and what is ready. */
        FIND_OUT,
        /** Stopped the source, or made sure that it takes no writes. */
        STOP,
        /** Copied, proved, promoted and protected data. */
        DATA,
        /** Started instances. */
        START,
        /** Sent users to the site. */
        TRAFFIC,
        /** Asked whether it works. */
        CHECK,
        /** Called commands of the operators. */
        HOOK
    }

    /**
     * The operations of one purpose.
     *
     * @param from when the first of them began
     * @param to when the last of them ended
     * @param busy how long at least one of them was under way
     * @param operations how many there were
     */
    public record Stage(Purpose purpose, Instant from, Instant to, Duration busy, int operations) {}

    /**
     * Something that happened.
     *
     * @param who a person, or {@code changeover}
     * @param what in a few words
     * @param detail more of it; may be empty
     */
    public record Moment(Instant at, String who, String what, String detail) {}

    /** Why something is to be done. The names are API. */
    public enum Why {
        /** Nothing follows the active site. */
        UNPROTECTED,
        /** It is not proved where the service runs. */
        NOT_PROVED,
        /** More was lost than promised. */
        LOSS_TOO_MUCH,
        /** How much was lost is not known. */
        LOSS_UNKNOWN,
        /** The outage was longer than promised. */
        OUTAGE_TOO_LONG,
        /** How long the outage was is not known. */
        OUTAGE_UNKNOWN,
        /** People were waited for longer than half of the promised outage, while users could not be served. */
        PEOPLE_SLOW,
        /** A person went on without something. */
        SKIPPED,
        /** Something failed for good. */
        FAILED,
        /** A person's word stood in for evidence. */
        STATED,
        /** Somebody could not be told. */
        NOT_TOLD,
        /** The plan and the runbook are reviewed with those who took part. */
        REVIEW
    }

    /** Something to do. */
    public record FollowUp(Why why, String sentence) {}
}
