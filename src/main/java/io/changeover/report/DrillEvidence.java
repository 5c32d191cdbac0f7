package io.changeover.report;

import io.changeover.connector.spi.Operation;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.RunOutcome;
import io.changeover.report.RunReport.Answer;
import io.changeover.report.RunReport.Headline;
import io.changeover.report.RunReport.Objective;
import io.changeover.report.RunReport.Subject;
import io.changeover.report.RunReport.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a drill proves of a plan, for who has to show that it is tested: the copies and how old they were, what was
 * started and asked, that all of it was removed, and that the site that serves was only read. The component names are
 * API.
 *
 * @param tested the site at which it was tried
 * @param serving the site that served meanwhile
 * @param recovery how long it took until everything tried was seen to work
 * @param untouched whether nothing was changed at the serving site
 * @param touches what was changed there; empty when it was only read
 * @param readings how often the serving site was read
 * @param groups the consistency groups that were copied
 * @param removed whether it was read back that nothing is left
 * @param history the drills of the plan that have ended, the newest first, this one among them
 */
public record DrillEvidence(
        Headline headline,
        Subject run,
        Times times,
        String tested,
        String serving,
        Recovery recovery,
        List<Copy> copies,
        List<Together> groups,
        List<Probe> started,
        List<Probe> checks,
        List<Probe> removals,
        boolean removed,
        boolean untouched,
        int readings,
        List<Probe> touches,
        List<Answer> decisions,
        List<Past> history) {

    /**
     * The time until all that was tried was seen to work, beside what the plan promises for an outage.
     *
     * @param achieved null where not every check passed
     */
    public record Recovery(@Nullable Duration achieved, Duration objective, Objective verdict) {}

    /**
     * A copy of a dataset.
     *
     * @param holds up to when or what it held the data, in the words of its connector; null where that was not told
     * @param age how old the data was when the copy was begun; null where that was not told as a time
     * @param verdict the age against the objective of the dataset
     */
    public record Copy(
            String dataset,
            boolean made,
            @Nullable String holds,
            @Nullable Duration age,
            Duration objective,
            Objective verdict,
            @Nullable Duration took) {}

    /**
     * A consistency group, whose copies are not of one moment.
     *
     * @param apart the most that lies between what one copy holds and what another does; null where that was not told
     */
    public record Together(
            String group, List<String> datasets, @Nullable Duration apart) {}

    /** An operation and what was found. */
    public record Probe(
            Operation operation,
            String target,
            String site,
            OperationState state,
            @Nullable String found,
            @Nullable Instant at,
            @Nullable Duration took) {}

    /** A drill of the same plan. */
    public record Past(
            String run,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable RunOutcome outcome,
            String requester) {}
}
