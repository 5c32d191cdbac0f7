package io.changeover.connector.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an operation is aimed at, as placed at one site.
 *
 * @param name its name in the plan
 * @param site the site of this placement
 * @param host the machine it is on, or null for what has none (a route behind an API)
 * @param settings the connector's settings for this placement: those for both sites, overlaid by the site's own
 */
public record Target(
        Kind kind, String name, String site, @Nullable Host host, Settings settings) {
    public Target {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(site, "site");
        Objects.requireNonNull(settings, "settings");
    }

    /** The machine, where the connector cannot do without one. */
    public Host requiredHost() throws ConnectorException {
        if (host == null) {
            throw ConnectorException.permanent("HOST_MISSING", "%s has no host at site %s".formatted(name, site));
        }
        return host;
    }

    /** How messages name it: {@code shop-1 at fra}. */
    @Override
    public String toString() {
        return name + " at " + site;
    }
}
