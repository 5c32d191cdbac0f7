package io.changeover.connector.dns;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Result;
import java.util.List;

/** Reads where a route points to, and proves that it could be pointed elsewhere. */
final class RouteReading {
    private final DnsRoute route;
    private final Servers servers;
    private final Updates updates;
    private final Context context;

    RouteReading(DnsRoute route, Servers servers, Updates updates, Context context) {
        this.route = route;
        this.servers = servers;
        this.updates = updates;
        this.context = context;
    }

    Result read() throws ConnectorException, InterruptedException {
        List<Sight> sights = servers.agreed();
        Sight first = sights.get(0);
        String site = site(route, first);
        Lifetimes.requireKnownBound(route, sights);
        prove(first);
        context.read("updates", "accepted by " + servers.updated());
        for (Sight sight : servers.lookAtResolvers()) {
            if (!sight.readable()) {
                throw servers.unreadable(sight.server(), "an answer", sight.trouble());
            }
        }
        return Result.unchanged("%s points to %s (%s) at %d servers, and %s takes updates"
                        .formatted(route.place(), site, first.said(), sights.size(), servers.updated()))
                .with("value", first.said())
                .with("site", site)
                .with("ttl", String.valueOf(first.ttl()));
    }

    /**
     * The site that the record stands for.
     *
     * @throws ConnectorException permanent, where it is neither site's: somebody else's value is never touched
     */
    static String site(DnsRoute route, Sight sight) throws ConnectorException {
        var site = route.site(sight);
        if (site.isEmpty()) {
            throw ConnectorException.permanent(
                    "ROUTE_CHANGED_BY_OTHERS",
                    "%s: wanted %s at %s, found %s; it is not overwritten"
                            .formatted(route.place(), route.values(), sight.server(), sight.said()));
        }
        return site.get();
    }

    private void prove(Sight sight) throws ConnectorException, InterruptedException {
        Updates.Taken taken = updates.prove(sight.records().get(0));
        if (taken != Updates.Taken.DONE) {
            throw ConnectorException.transientFault(
                    "DNS_UPDATE_UNPROVED",
                    "%s: wanted %s to accept an update that changes nothing, found %s"
                            .formatted(
                                    route.place(),
                                    servers.updated(),
                                    taken == Updates.Taken.UNKNOWN
                                            ? "no answer that is signed as it must be"
                                            : "that the record had just been changed"));
        }
    }
}
