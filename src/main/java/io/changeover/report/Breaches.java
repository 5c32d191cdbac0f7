package io.changeover.report;

import io.changeover.domain.run.Run;
import io.changeover.domain.watch.Alarm;
import io.changeover.domain.watch.AlarmCode;
import io.changeover.report.Compliance.Breach;
import io.changeover.report.Dossier.Achieved;
import io.changeover.report.RunReport.Objective;
import io.changeover.report.RunReport.Outage;
import io.changeover.report.RunReport.RecoveryPoint;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the promises of a plan that were not kept in a period, and those of which nobody knows. */
final class Breaches {
    /** Alarms that say that the service was less protected than promised, or not served. */
    private static final Set<AlarmCode> BREAKING = EnumSet.of(
            AlarmCode.LAG_ABOVE_RPO,
            AlarmCode.LAG_UNKNOWN,
            AlarmCode.STANDBY_LOST,
            AlarmCode.NONE_ACTIVE,
            AlarmCode.TWO_ACTIVE,
            AlarmCode.ACTIVE_ELSEWHERE);

    private Breaches() {}

    /** In the order in which they began. */
    static List<Breach> of(Dossier dossier) {
        return Stream.concat(
                        dossier.runs().stream()
                                .filter(run -> dossier.achieved().containsKey(run.id()))
                                .flatMap(run -> moved(run, dossier)),
                        dossier.alarms().stream()
                                .filter(one -> BREAKING.contains(one.code()))
                                .map(Breaches::alarm))
                .sorted(Comparator.comparing(Breach::from))
                .toList();
    }

    private static Stream<Breach> moved(Run run, Dossier dossier) {
        Achieved achieved = dossier.achieved().get(run.id());
        return achieved == null
                ? Stream.of()
                : Stream.concat(outage(run, achieved.outage()), loss(run, achieved.loss()));
    }

    private static Stream<Breach> outage(Run run, Outage outage) {
        if (!broken(outage.verdict())) {
            return Stream.of();
        }
        String sentence =
                "Outage %s, promised %s.".formatted(Outages.inWords(outage), Wording.brief(outage.objective()));
        return Stream.of(new Breach(
                "OUTAGE",
                outage.begin() == null ? run.startedAt() : outage.begin(),
                outage.end(),
                run.id().value(),
                sentence));
    }

    private static Stream<Breach> loss(Run run, RecoveryPoint loss) {
        if (!broken(loss.verdict())) {
            return Stream.of();
        }
        String sentence =
                "Data loss %s, promised %s.".formatted(RecoveryPoints.inWords(loss), Wording.brief(loss.objective()));
        return Stream.of(new Breach(
                "LOSS", run.startedAt(), run.endedAt().orElse(null), run.id().value(), sentence));
    }

    private static boolean broken(Objective verdict) {
        return verdict == Objective.MISSED || verdict == Objective.UNKNOWN;
    }

    private static Breach alarm(Alarm one) {
        return new Breach(
                one.code().name(),
                one.raisedAt(),
                one.clearedAt().orElse(null),
                null,
                Words.sentence(one.sentence()) + ".");
    }
}
