package io.changeover.domain.plan;

import io.changeover.domain.site.SiteId;
import java.util.Map;
import java.util.Objects;

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
}
