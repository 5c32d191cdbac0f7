package io.changeover.domain.plan;

import io.changeover.domain.site.SiteId;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What sends users to a site.
 *
 * @param placements its settings when it points to each site
 * @param checks proof by real traffic through it: the variable {@code ${site}} is the site that must answer
 */
public record Route(String name, String connector, Map<SiteId, Placement> placements, List<Check> checks) {
    public Route {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(connector, "connector");
        placements = Map.copyOf(placements);
        checks = List.copyOf(checks);
    }
}
