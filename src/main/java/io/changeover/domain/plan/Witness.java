package io.changeover.domain.plan;

import io.changeover.domain.site.SiteId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A place beside the server that is asked whether a site is alive before it is called lost.
 *
 * @param placements what it is asked about each site; the host is where it asks from, if it is asked through one
 */
public record Witness(String name, String connector, Map<SiteId, Placement> placements) {
    /** The name of the server's own vantage point, which no witness may have. */
    public static final String SERVER = "server";

    public Witness {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(connector, "connector");
        placements = Map.copyOf(placements);
        if (name.equals(SERVER)) {
            throw new IllegalArgumentException("'server' is the server's own vantage point");
        }
    }

    /** What it is told beside its settings, to look at a site: the machines of the site that it can connect to straight. */
    public Map<SiteId, Placement> told(ProtectionPlan plan, SiteId site) {
        Placement place = placements.getOrDefault(site, new Placement(Optional.empty(), Map.of()));
        Map<String, Object> settings = new HashMap<>(place.settings());
        settings.put(
                "hosts",
                plan.hosts().values().stream()
                        .filter(host -> host.site().filter(site::equals).isPresent() && plan.uses(host.id()))
                        .filter(host -> !host.ssh().isEmpty() && host.jump().isEmpty())
                        .map(host -> host.address() + " " + host.ssh().getOrDefault("port", 22))
                        .toList());
        return Map.of(site, new Placement(place.host(), settings));
    }
}
