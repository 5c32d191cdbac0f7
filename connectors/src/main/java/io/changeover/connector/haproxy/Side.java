package io.changeover.connector.haproxy;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Settings;
import io.changeover.connector.spi.Target;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the plan says of one site's part in the route.
 *
 * @param atLeast how many of its servers must be up for traffic to go there
 * @param weight the weight that its servers get, or -1 where they keep theirs
 */
record Side(
        String route,
        String site,
        String backend,
        List<String> servers,
        int atLeast,
        Duration drain,
        Duration up,
        int weight) {
    /** What HAProxy allows in names; nothing of it ends or joins commands. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:-]+");

    static Side of(Target target) throws ConnectorException {
        Settings settings = target.settings();
        Side side = new Side(
                target.name(),
                target.site(),
                settings.text("backend").strip(),
                settings.texts("servers"),
                settings.integer("atLeast", settings.texts("servers").size()),
                settings.duration("drain", Duration.ofSeconds(10)),
                settings.duration("up", Duration.ofSeconds(30)),
                settings.integer("weight", -1));
        if (!NAME.matcher(side.backend).matches()
                || side.servers.isEmpty()
                || !side.servers.stream()
                        .allMatch(server -> NAME.matcher(server).matches())) {
            throw unusable(target, "names of a backend and of servers", side.backend + " and " + side.servers);
        }
        if (side.atLeast < 1 || side.atLeast > side.servers.size()) {
            throw unusable(
                    target,
                    "'atLeast' from 1 to the number of servers, " + side.servers.size(),
                    String.valueOf(side.atLeast));
        }
        if (settings.has("weight") && (side.weight < 1 || side.weight > 256)) {
            throw unusable(target, "a weight from 1 to 256", String.valueOf(side.weight));
        }
        return side;
    }

    /** How messages say how many must be up. */
    String wanted() {
        return atLeast == servers.size() ? "its servers" : "at least %d of its servers".formatted(atLeast);
    }

    /** Refuses a server that belongs to both sites, and two backends. */
    void disjoint(Side peer) throws ConnectorException {
        List<String> both = servers.stream().filter(peer.servers::contains).toList();
        if (!both.isEmpty() || !backend.equals(peer.backend)) {
            throw ConnectorException.permanent(
                    "SETTING_UNUSABLE",
                    "%s: wanted servers of one backend for %s and others for %s, found %s in both (backends %s and %s)"
                            .formatted(route, site, peer.site, both, backend, peer.backend));
        }
    }

    private static ConnectorException unusable(Target target, String wanted, String found) {
        return ConnectorException.permanent(
                "SETTING_UNUSABLE", "%s: wanted %s, found %s".formatted(target, wanted, found));
    }

    /** How messages name the route. */
    @Override
    public String toString() {
        return route + " at " + site;
    }
}
