package io.changeover.domain.plan;

import io.changeover.domain.site.SiteId;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How a plan is drilled: what is cloned and started beside the standby side, apart from it, and for how long.
 *
 * @param limit how long a drill may last, counted from its first change
 * @param every how long a drill that has reached its goal counts before the next one is overdue
 * @param folder the folder that commands are told, if there is one
 * @param instances what is started, by the name of the instance; the checks are those asked in a drill
 * @param datasets where each clone is, by the name of the dataset; no checks
 */
public record Drill(
        Duration limit,
        Duration every,
        Optional<String> folder,
        Map<String, Member> instances,
        Map<String, Member> datasets) {
    /** What holds where a plan says nothing: nothing is drilled. */
    public static final Drill NONE =
            new Drill(Duration.ofHours(4), Duration.ofDays(90), Optional.empty(), Map.of(), Map.of());

    public Drill {
        Objects.requireNonNull(limit, "limit");
        Objects.requireNonNull(every, "every");
        Objects.requireNonNull(folder, "folder");
        instances = Collections.unmodifiableMap(new LinkedHashMap<>(instances));
        datasets = Collections.unmodifiableMap(new LinkedHashMap<>(datasets));
    }

    /**
     * A member as it is in a drill.
     *
     * @param placements where it is at each site, with settings of its own
     * @param checks what it is asked
     */
    public record Member(Map<SiteId, Placement> placements, List<Check> checks) {
        public Member {
            placements = Map.copyOf(placements);
            checks = List.copyOf(checks);
        }
    }

    /** Whether there is anything to drill. */
    public boolean isSet() {
        return !instances.isEmpty() || !datasets.isEmpty();
    }
}
