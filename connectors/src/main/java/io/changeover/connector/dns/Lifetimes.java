package io.changeover.connector.dns;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Durations;
import io.changeover.connector.spi.Result;
import java.time.Duration;
import java.util.List;
import org.xbill.DNS.Record;

/** How long users may keep a route's record: shorter while a planned move is under way, and as usual after it. */
final class Lifetimes {
    private final DnsRoute route;
    private final Servers servers;
    private final Updates updates;
    private final Context context;

    Lifetimes(DnsRoute route, Servers servers, Updates updates, Context context) {
        this.route = route;
        this.servers = servers;
        this.updates = updates;
        this.context = context;
    }

    /**
     * Sets the moving lifetime and waits until answers with the longer one have run out everywhere. A call that finds it
     * set already cannot know whether an earlier one waited to its end, for the node may have died while it did.
     * Therefore it waits again, for the whole usual lifetime, which no earlier answer can outlive.
     */
    Result shorten() throws ConnectorException, InterruptedException {
        if (route.movingTtl().isEmpty()) {
            return Result.unchanged("%s keeps its TTL: no 'movingTtl' is given".formatted(route.place()));
        }
        long moving = route.movingTtl().get();
        List<Sight> sights = servers.agreed();
        RouteReading.site(route, sights.get(0));
        requireKnownBound(route, sights);
        long found = longest(sights);
        boolean shorter = found <= moving;
        if (route.request().dryRun()) {
            return shorter
                    ? Result.unchanged("%s has a TTL of %d s".formatted(route.place(), found))
                    : Result.wouldChange(
                            "%s has a TTL of %d s; would shorten it to %d s, and wait until all longer ones have run out"
                                    .formatted(route.place(), found, moving));
        }
        Duration wait = Duration.ofSeconds(shorter ? route.ttl() : found);
        requireTime(wait);
        if (!shorter) {
            set(sights.get(0), moving);
        }
        context.read("formerTtl", wait.toSeconds() + " s");
        context.pause(wait);
        String text = "%s has a TTL of %d s, and every longer one has run out"
                .formatted(route.place(), shorter ? found : moving);
        return (shorter ? Result.unchanged(text) : Result.changed(text)).with("ttl", String.valueOf(moving));
    }

    /** Sets the usual lifetime again. */
    Result restore() throws ConnectorException, InterruptedException {
        if (route.movingTtl().isEmpty()) {
            return Result.unchanged("%s has kept its TTL: no 'movingTtl' is given".formatted(route.place()));
        }
        List<Sight> sights = servers.agreed();
        RouteReading.site(route, sights.get(0));
        if (sights.stream().allMatch(sight -> sight.ttl() == route.ttl())) {
            return Result.unchanged("%s already has a TTL of %d s".formatted(route.place(), route.ttl()));
        }
        if (route.request().dryRun()) {
            return Result.wouldChange("%s has a TTL of %d s; would set it to %d s"
                    .formatted(route.place(), longest(sights), route.ttl()));
        }
        set(sights.get(0), route.ttl());
        return Result.changed("%s now has a TTL of %d s".formatted(route.place(), route.ttl()));
    }

    /**
     * With a moving lifetime, the record's own must not be above the usual one of the plan: that is how long is waited
     * when nothing else is known.
     */
    static void requireKnownBound(DnsRoute route, List<Sight> sights) throws ConnectorException {
        long found = longest(sights);
        if (route.movingTtl().isPresent() && found > route.ttl()) {
            throw ConnectorException.permanent(
                    "ROUTE_TTL_ABOVE_PLAN",
                    "%s: wanted a TTL of at most %d s as in the plan, found %d s"
                            .formatted(route.place(), route.ttl(), found));
        }
    }

    private void requireTime(Duration wait) throws ConnectorException {
        if (context.remaining().compareTo(wait) <= 0) {
            throw ConnectorException.permanent(
                    "ROUTE_WAIT_TOO_LONG",
                    "%s: wanted %s in which the longer TTL runs out, found %s left of the operation's time; a higher "
                                    .formatted(
                                            route.place(),
                                            Durations.format(wait),
                                            Durations.format(context.remaining()))
                            + "limit for operations would allow it");
        }
    }

    private void set(Sight before, long ttl) throws ConnectorException, InterruptedException {
        Record current = before.records().get(0);
        Updates.Taken taken = updates.replace(current, Updates.lasting(current, ttl));
        if (taken == Updates.Taken.OUTDATED) {
            throw ConnectorException.transientFault(
                    "ROUTE_CHANGED_MEANWHILE",
                    "%s: wanted %s, found that it had just been changed".formatted(route.place(), before.said()));
        }
        if (taken == Updates.Taken.UNKNOWN) {
            Sight after = servers.look(List.of(servers.updated())).get(0);
            if (after.ttl() != ttl) {
                throw ConnectorException.unknown(
                        "DNS_UPDATE_UNKNOWN",
                        "%s: wanted an answer of %s to the update, found none that counts, and still %s"
                                .formatted(route.place(), servers.updated(), after.evidence()));
            }
        }
        for (Sight sight : servers.lagging(servers.all(), one -> one.isExactly(current) && one.ttl() == ttl)) {
            throw ConnectorException.transientFault(
                    "DNS_SERVER_LAGS",
                    "%s: wanted a TTL of %d s at %s, found %s"
                            .formatted(route.place(), ttl, sight.server(), sight.evidence()));
        }
    }

    private static long longest(List<Sight> sights) {
        return sights.stream().mapToLong(Sight::ttl).max().orElse(0);
    }
}
