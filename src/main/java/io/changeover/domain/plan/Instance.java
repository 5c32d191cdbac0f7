package io.changeover.domain.plan;

import io.changeover.domain.site.SiteId;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One service, with its place at each site and the checks that tell whether it is healthy. */
public record Instance(String name, String connector, Map<SiteId, Placement> placements, List<Check> checks) {
    public Instance {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(connector, "connector");
        placements = Map.copyOf(placements);
        checks = List.copyOf(checks);
    }
}
