package io.changeover.report;

import io.changeover.connector.spi.Durations;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.Span;
import io.changeover.report.IncidentReport.FollowUp;
import io.changeover.report.IncidentReport.Moment;
import io.changeover.report.IncidentReport.OutageShare;
import io.changeover.report.RunReport.Answer;
import io.changeover.report.RunReport.Outage;
import io.changeover.report.RunReport.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Makes the report that a review begins with from the report of a run. Reads nothing else. */
final class Incidents {
    private final RunReport report;
    private final Instant last;

    private Incidents(RunReport report) {
        this.report = report;
        this.last = report.times().startedAt().plus(report.times().duration());
    }

    static IncidentReport of(RunReport report) {
        return new Incidents(report).write();
    }

    private IncidentReport write() {
        OutageShare share = share();
        List<FollowUp> followUps = new FollowUps(report, share).all();
        return new IncidentReport(
                report.headline(),
                report.run(),
                report.times(),
                report.outage(),
                report.recoveryPoint(),
                share,
                Stages.of(report, last),
                moments(),
                report.decisions(),
                report.skips(),
                report.failures(),
                followUps);
    }

    private OutageShare share() {
        Outage outage = report.outage();
        Duration achieved = outage.achieved();
        if (outage.begin() == null || outage.end() == null || achieved == null) {
            return new OutageShare(null, null);
        }
        Span whole = new Span(outage.begin(), outage.end());
        Duration people = report.times().waits().stream()
                .map(wait -> new Span(wait.from(), wait.to()).within(whole).length())
                .reduce(Duration.ZERO, Duration::plus);
        return new OutageShare(achieved.minus(people), people);
    }

    /** Decisions stand among the events already; what nobody said is added. */
    private List<Moment> moments() {
        List<Moment> all = new ArrayList<>();
        report.events().forEach(one -> all.add(new Moment(one.at(), one.actor(), words(one.what()), one.detail())));
        for (Answer one : report.decisions()) {
            all.add(new Moment(one.askedAt(), "changeover", "asked " + one.group(), one.question()));
        }
        report.steps().forEach(step -> all.add(step(step)));
        Outage outage = report.outage();
        if (outage.begin() != null) {
            all.add(new Moment(outage.begin(), "changeover", "outage begins", outage.explanation()));
        }
        if (outage.end() != null && outage.achieved() != null) {
            String length = "after " + Durations.format(outage.achieved());
            all.add(new Moment(outage.end(), "changeover", "outage ends", length));
        }
        Instant noReturn = report.times().pointOfNoReturn();
        if (noReturn != null) {
            all.add(new Moment(noReturn, "changeover", "point of no return", "the first promotion was dispatched"));
        }
        all.sort(Comparator.comparing(Moment::at));
        return List.copyOf(all);
    }

    private static Moment step(Step step) {
        long bad = step.operations().stream()
                .filter(one -> one.state() == OperationState.FAILED || one.state() == OperationState.SKIPPED)
                .count();
        String detail = bad == 0
                ? ""
                : "%d of %d operations did not succeed"
                        .formatted(bad, step.operations().size());
        return new Moment(step.startedAt(), "changeover", "step %d: %s".formatted(step.number(), step.name()), detail);
    }

    private static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
