package io.changeover.domain.plan;

import io.changeover.domain.site.SiteId;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Replicated data.
 *
 * @param placements where it is at each site; a dataset that belongs to an instance has the instance's places and
 *     settings
 * @param rpo the most that its lag may be, if the plan says
 * @param consistency the consistency group: all datasets of one are promoted, or none
 */
public record Dataset(
        String name,
        String connector,
        Map<SiteId, Placement> placements,
        Optional<Duration> rpo,
        Optional<String> consistency) {
    public Dataset {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(connector, "connector");
        placements = Map.copyOf(placements);
        Objects.requireNonNull(rpo, "rpo");
        Objects.requireNonNull(consistency, "consistency");
    }
}
