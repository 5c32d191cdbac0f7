package io.changeover.report;

import io.changeover.connector.spi.Durations;
import io.changeover.domain.run.Notification;
import io.changeover.domain.run.RunOutcome;
import io.changeover.report.IncidentReport.FollowUp;
import io.changeover.report.IncidentReport.OutageShare;
import io.changeover.report.IncidentReport.Why;
import io.changeover.report.RunReport.Notice;
import io.changeover.report.RunReport.Objective;
import io.changeover.report.RunReport.Outage;
import io.changeover.report.RunReport.RecoveryPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds what a run has left to be done by people. */
final class FollowUps {
    private static final Set<String> PERSONS_WORD = Set.of("stated", "override");

    private final RunReport report;
    private final OutageShare share;
    private final List<FollowUp> all = new ArrayList<>();

    FollowUps(RunReport report, OutageShare share) {
        this.report = report;
        this.share = share;
    }

    /** The most urgent first. */
    List<FollowUp> all() {
        state();
        loss();
        outage();
        deviations();
        add(
                Why.REVIEW,
                "Review plan %s, version %d, and runbook %s with those who took part."
                        .formatted(
                                report.run().plan(),
                                report.run().planVersion(),
                                report.run().runbook()));
        return List.copyOf(all);
    }

    private void add(Why why, String sentence) {
        all.add(new FollowUp(why, sentence));
    }

    private void state() {
        RunOutcome outcome = report.run().outcome();
        if (outcome == RunOutcome.COMPLETED_UNPROTECTED) {
            add(
                    Why.UNPROTECTED,
                    "Restore the protection: nothing followed %s when the run ended."
                            .formatted(report.run().target()));
        }
        if (outcome == RunOutcome.FAILED && report.run().type().moving()) {
            add(
                    Why.NOT_PROVED,
                    "Find out at which site the service runs, and acknowledge it; the run did not prove it.");
        }
    }

    private void loss() {
        RecoveryPoint point = report.recoveryPoint();
        if (point.verdict() == Objective.MISSED) {
            add(
                    Why.LOSS_TOO_MUCH,
                    "Find what was lost: %s, where %s were promised."
                            .formatted(RecoveryPoints.inWords(point), Wording.brief(point.objective())));
        }
        if (point.verdict() == Objective.UNKNOWN) {
            add(Why.LOSS_UNKNOWN, "Find out what was lost: it could not be read of every dataset.");
        }
    }

    private void outage() {
        Outage outage = report.outage();
        if (outage.verdict() == Objective.MISSED) {
            add(
                    Why.OUTAGE_TOO_LONG,
                    "Find what kept users waiting for %s, where %s were promised."
                            .formatted(Outages.inWords(outage), Wording.brief(outage.objective())));
        }
        if (outage.verdict() == Objective.UNKNOWN) {
            add(Why.OUTAGE_UNKNOWN, "Find out when users were served again: it was not read back.");
        }
        Duration people = share.people();
        if (people != null && people.compareTo(outage.objective().dividedBy(2)) > 0) {
            add(
                    Why.PEOPLE_SLOW,
                    "See who can answer sooner: %s of the outage were spent waiting for people."
                            .formatted(Durations.format(people)));
        }
    }

    private void deviations() {
        if (!report.skips().isEmpty()) {
            add(
                    Why.SKIPPED,
                    "Make good what was skipped: "
                            + Words.some(report.skips().stream()
                                    .map(one -> Words.operation(one.operation(), one.target(), one.site()))
                                    .toList())
                            + ".");
        }
        if (!report.failures().isEmpty()) {
            add(
                    Why.FAILED,
                    "Repair what failed: "
                            + Words.some(report.failures().stream()
                                    .map(one -> Words.operation(one.operation(), one.target(), one.site()))
                                    .toList())
                            + ".");
        }
        report.decisions().stream()
                .filter(one -> one.choice() != null && PERSONS_WORD.contains(one.choice()))
                .forEach(one -> add(
                        Why.STATED,
                        "Check what %s stated in place of evidence: “%s”."
                                .formatted(
                                        RunParts.known(one.decidedBy(), "someone not recorded"),
                                        RunParts.known(one.reason(), "no reason recorded"))));
        List<String> untold = report.notifications().stream()
                .filter(one -> one.state() == Notification.State.GIVEN_UP)
                .map(Notice::receiver)
                .distinct()
                .toList();
        if (!untold.isEmpty()) {
            add(Why.NOT_TOLD, "Tell who could not be told: " + Words.some(untold) + ".");
        }
    }
}
