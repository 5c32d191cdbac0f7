package io.changeover.connector.runtime;

import io.changeover.domain.plan.Placement;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.site.HostId;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the paths that the members of a plan name on a host: settings that are nothing but an absolute path. */
final class Folders {
    private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9._/@:+,=-]+");

    private Folders() {}

    static List<String> at(ProtectionPlan plan, HostId host) {
        return plan.placements()
                .filter(place -> place.host().filter(host::equals).isPresent())
                .map(Placement::settings)
                .flatMap(settings -> settings.values().stream())
                .flatMap(value -> value instanceof Collection<?> many ? many.stream() : Stream.of(value))
                .map(String::valueOf)
                .filter(PATH.asMatchPredicate())
                .distinct()
                .sorted()
                .toList();
    }
}
