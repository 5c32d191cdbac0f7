package io.changeover.domain.plan;

import io.changeover.domain.site.HostId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a member of a plan is at one site, and how it is reached there.
 *
 * @param settings the connector's settings: those for both sites, overlaid by the site's own
 */
public record Placement(Optional<HostId> host, Map<String, Object> settings) {
    public Placement {
        Objects.requireNonNull(host, "host");
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }
}
