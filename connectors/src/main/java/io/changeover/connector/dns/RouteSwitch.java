package io.changeover.connector.dns;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Durations;
import io.changeover.connector.spi.Result;
import java.time.Duration;
import java.util.List;
import org.xbill.DNS.Record;

/**
 * Points a route to the target. The server that takes updates is asked first and alone, so that another one that is down
 * does not keep users from the site that serves; it is done when all have followed.
 */
final class RouteSwitch {
    private final DnsRoute route;
    private final Servers servers;
    private final Updates updates;
    private final Context context;

    RouteSwitch(DnsRoute route, Servers servers, Updates updates, Context context) {
        this.route = route;
        this.servers = servers;
        this.updates = updates;
        this.context = context;
    }

    Result execute() throws ConnectorException, InterruptedException {
        if (route.request().dryRun()) {
            return dryRun();
        }
        servers.askAhead();
        Sight before = look();
        Record wanted = route.wanted();
        boolean changed = !before.isExactly(wanted);
        if (changed) {
            replace(before);
            context.read("formerTtl", before.ttl() + " s");
        }
        follow(wanted);
        resolvers(wanted, changed ? before.ttl() : route.ttl());
        String text = "%s %s points to %s (%s)"
                .formatted(
                        route.place(),
                        changed ? "now" : "already",
                        route.request().target().site(),
                        wanted.rdataToString());
        return described(changed ? Result.changed(text) : Result.unchanged(text), before);
    }

    private Result dryRun() throws ConnectorException, InterruptedException {
        Sight found = servers.agreed().get(0);
        String site = RouteReading.site(route, found);
        String target = route.request().target().site();
        Result result = site.equals(target)
                ? Result.unchanged("%s already points to %s".formatted(route.place(), target))
                : Result.wouldChange("%s points to %s (%s); would point it to %s (%s)"
                        .formatted(
                                route.place(),
                                site,
                                found.said(),
                                target,
                                route.wanted().rdataToString()));
        return described(result, found);
    }

    private Result described(Result result, Sight before) {
        return result.with("value", route.wanted().rdataToString())
                .with("site", route.request().target().site())
                .with("formerTtl", String.valueOf(before.ttl()));
    }

    /** What the updated server says now: one site's value, or it is an error. */
    private Sight look() throws ConnectorException, InterruptedException {
        Sight sight = servers.look(List.of(servers.updated())).get(0);
        if (!sight.readable()) {
            throw servers.unreadable(sight.server(), "an answer", sight.trouble());
        }
        RouteReading.site(route, sight);
        return sight;
    }

    private void replace(Sight before) throws ConnectorException, InterruptedException {
        Updates.Taken taken = updates.replace(before.records().get(0), route.wanted());
        if (taken == Updates.Taken.DONE) {
            return;
        }
        Sight after = look();
        if (!after.isExactly(route.wanted())) {
            throw ConnectorException.unknown(
                    "DNS_UPDATE_UNKNOWN",
                    "%s: wanted an answer of %s to the update, found none that counts, and still %s"
                            .formatted(route.place(), servers.updated(), after.said()));
        }
    }

    private void follow(Record wanted) throws ConnectorException, InterruptedException {
        for (Sight sight : servers.lagging(servers.all(), sight -> sight.isExactly(wanted))) {
            throw ConnectorException.transientFault(
                    "DNS_SERVER_LAGS",
                    "%s: wanted %s at %s as at %s, found %s"
                            .formatted(
                                    route.place(),
                                    wanted.rdataToString(),
                                    sight.server(),
                                    servers.updated(),
                                    sight.said()));
        }
    }

    private void resolvers(Record wanted, long formerTtl) throws ConnectorException, InterruptedException {
        for (Sight sight : servers.laggingResolvers(sight -> sight.isExactly(wanted))) {
            throw ConnectorException.transientFault(
                    "ROUTE_STILL_CACHED",
                    "%s: wanted %s at the resolver %s, found %s, for at most %s more"
                            .formatted(
                                    route.place(),
                                    wanted.rdataToString(),
                                    sight.server(),
                                    sight.said(),
                                    Durations.format(
                                            Duration.ofSeconds(sight.records().isEmpty() ? formerTtl : sight.ttl()))));
        }
    }
}
