package io.changeover.report;

import io.changeover.connector.spi.Durations;
import io.changeover.domain.plan.Route;
import io.changeover.domain.run.OutageSpan;
import io.changeover.report.RunReport.Objective;
import io.changeover.report.RunReport.Outage;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts the outage of a run, which is its achieved RTO, against the plan's objective. */
final class Outages {
    private final Records records;
    private final Duration objective;

    Outages(Records records) {
        this.records = records;
        this.objective = records.plan().objectives().rto();
    }

    Outage measure() {
        if (records.run().dryRun() || !records.run().type().moving()) {
            return none("The run stops nothing that serves users.");
        }
        Set<String> routes = records.plan().routes().stream().map(Route::name).collect(Collectors.toSet());
        return OutageSpan.of(records.run(), routes, records.operations())
                .map(this::judge)
                .orElseGet(() -> none("Nothing at the source was stopped."));
    }

    private Outage judge(OutageSpan span) {
        String since = "From the beginning of " + Words.operation(span.first());
        Optional<Duration> length = span.length();
        if (length.isEmpty()) {
            String until = "; that users are served again was not read back.";
            return new Outage(span.begin(), null, null, objective, Objective.UNKNOWN, since + until);
        }
        Duration achieved = length.get();
        Objective verdict = achieved.compareTo(objective) <= 0 ? Objective.MET : Objective.MISSED;
        String until =
                " to the end of %s.".formatted(Words.operation(span.last().orElseThrow()));
        return new Outage(span.begin(), span.begin().plus(achieved), achieved, objective, verdict, since + until);
    }

    private Outage none(String why) {
        return new Outage(null, null, null, objective, Objective.NOT_APPLICABLE, why);
    }

    /** For people: {@code 0.8 s}, {@code none} or {@code unknown}. */
    static String inWords(Outage outage) {
        Duration achieved = outage.achieved();
        if (achieved != null) {
            return Durations.format(achieved);
        }
        return outage.verdict() == Objective.NOT_APPLICABLE ? "none" : "unknown";
    }
}
