package io.changeover.report;

import io.changeover.domain.plan.Hold;
import io.changeover.domain.plan.PlanVersion;
import io.changeover.domain.run.RunEvent;
import io.changeover.report.Compliance.Deed;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Lists what people did: to runs, to the plan's file, and by holding it back. */
final class Deeds {
    private static final String SERVER = "changeover";

    private Deeds() {}

    /** In the order in which they were done, those of the period only. */
    static List<Deed> of(Dossier dossier, List<Hold> freezes, Period period) {
        return Stream.of(
                        dossier.events().stream()
                                .filter(one -> !one.actor().equals(SERVER))
                                .map(Deeds::of),
                        dossier.versions().stream().map(Deeds::of),
                        Stream.concat(dossier.holds().stream(), freezes.stream())
                                .flatMap(Deeds::of))
                .flatMap(some -> some)
                .filter(one -> period.contains(one.at()))
                .sorted(Comparator.comparing(Deed::at))
                .toList();
    }

    private static Deed of(RunEvent event) {
        return new Deed(
                event.at(),
                event.actor(),
                words(event.what()) + (event.what().equals("STARTED") ? " a run" : ""),
                event.run().value(),
                event.detail());
    }

    private static Deed of(PlanVersion version) {
        return new Deed(
                version.appliedAt(), version.appliedBy(), "applied the plan", null, "version " + version.version());
    }

    private static Stream<Deed> of(Hold hold) {
        Stream<Deed> begun = hold.begunBy().equals(SERVER)
                ? Stream.of()
                : Stream.of(
                        new Deed(hold.begunAt(), hold.begunBy(), "began " + words(hold.kind()), null, hold.reason()));
        Stream<Deed> ended = hold
                .end()
                .filter(end -> !end.by().equals(SERVER))
                .map(end -> new Deed(end.at(), end.by(), "ended " + words(hold.kind()), null, end.reason()))
                .stream();
        return Stream.concat(begun, ended);
    }

    private static String words(Hold.Kind kind) {
        return switch (kind) {
            case FREEZE -> "a freeze of all starts";
            case MAINTENANCE -> "maintenance";
            case COOL_DOWN -> "the cool-down of the trigger";
        };
    }

    private static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
