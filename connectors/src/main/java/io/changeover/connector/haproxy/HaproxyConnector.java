package io.changeover.connector.haproxy;

import static io.changeover.connector.spi.Field.optional;
import static io.changeover.connector.spi.Field.required;

import io.changeover.connector.spi.Connector;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Descriptor;
import io.changeover.connector.spi.Field.Type;
import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A route that is a backend of HAProxy with servers of both sites, by HAProxy's runtime API. The target's servers take
 * traffic before the source's stop, and only once HAProxy's own checks have found them good. Thread-safe; keeps no state
 * and no connections between operations.
 */
public final class HaproxyConnector implements Connector {
    private static final Descriptor DESCRIPTOR = new Descriptor(
            "haproxy",
            "Which site's servers a backend of HAProxy sends traffic to, by its runtime API; cuts a site off.",
            Set.of(Operation.READ, Operation.SWITCH, Operation.FENCE, Operation.UNFENCE),
            Map.of(
                    Kind.FENCING,
                    List.of(
                            optional("socket", Type.TEXT, "The path of HAProxy's stats socket on the method's host."),
                            optional("api", Type.TEXT, "Instead of 'socket': host and port of a stats socket on TCP."),
                            required("backend", Type.TEXT, "The backend."),
                            required("servers", Type.TEXTS, "The servers of the backend that belong to the site.")),
                    Kind.ROUTE,
                    List.of(
                            optional("socket", Type.TEXT, "The path of HAProxy's stats socket on the route's host."),
                            optional("api", Type.TEXT, "Instead of 'socket': host and port of a stats socket on TCP."),
                            required("backend", Type.TEXT, "The backend."),
                            required("servers", Type.TEXTS, "The servers of the backend that belong to the site."),
                            optional(
                                    "atLeast",
                                    Type.INTEGER,
                                    "How many of the site's servers must be up for traffic to go there, without it all of"
                                            + " them."),
                            optional(
                                    "drain",
                                    Type.DURATION,
                                    "10s",
                                    "How long running sessions may go on with the site that is left."),
                            optional("weight", Type.INTEGER, "The weight, 1 to 256, that the site's servers get."),
                            optional(
                                    "up",
                                    Type.DURATION,
                                    "30s",
                                    "How long HAProxy's own checks may take to find the servers good."))));

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Result execute(Request request, Context context) throws ConnectorException, InterruptedException {
        if (request.operation().kind() == Kind.FENCING) {
            return cut(request, context);
        }
        Side target = Side.of(request.target());
        Side peer = Side.of(request.requiredPeer());
        target.disjoint(peer);
        List<Door> doors = Door.of(request);
        return request.operation() == Operation.READ
                ? read(doors, target, peer, context)
                : switchTo(doors, target, peer, request, context);
    }

    private static Result cut(Request request, Context context) throws ConnectorException, InterruptedException {
        Side side = Side.of(request.target());
        Door door = Door.of(request.target());
        Cut cut = new Cut(door, side, context);
        boolean fence = request.operation() == Operation.FENCE;
        Outcome outcome = fence ? cut.fence(request.dryRun()) : cut.release(request.dryRun());
        String what = "%s of %s at %s".formatted(side.servers(), side.site(), door);
        return switch (outcome) {
            case UNCHANGED ->
                Result.unchanged(
                        fence
                                ? "%s is already cut off".formatted(what)
                                : "%s takes traffic, or stays out as others serve".formatted(what));
            case CHANGED -> Result.changed("%s is now %s".formatted(what, fence ? "cut off" : "let in"));
            case WOULD_CHANGE -> Result.wouldChange("%s would be %s".formatted(what, fence ? "cut off" : "let in"));
        };
    }

    private static Result read(List<Door> doors, Side target, Side peer, Context context)
            throws ConnectorException, InterruptedException {
        String site = "";
        for (Door door : doors) {
            String found;
            try (Backend backend = Backend.through(door, target, peer, context)) {
                found = backend.site();
            }
            if (!site.isEmpty() && !site.equals(found)) {
                throw ConnectorException.permanent(
                        "ROUTE_AMBIGUOUS",
                        "%s: wanted all load balancers to send traffic to one site, found %s at %s and %s before"
                                .formatted(target.route(), found, door, site));
            }
            site = found;
        }
        return Result.unchanged("%s sends traffic to %s".formatted(target.route(), site))
                .with("site", site);
    }

    private static Result switchTo(List<Door> doors, Side target, Side peer, Request request, Context context)
            throws ConnectorException, InterruptedException {
        Outcome outcome = Outcome.UNCHANGED;
        StringBuilder without = new StringBuilder();
        for (Door door : doors) {
            Turn turn = new Turn(door, target, peer, context);
            Outcome one = turn.execute(request.dryRun());
            outcome = one == Outcome.UNCHANGED ? outcome : one;
            without.append(turn.without());
        }
        Result result = switch (outcome) {
            case UNCHANGED ->
                Result.unchanged("%s already sends traffic to %s%s".formatted(target.route(), target.site(), without));
            case CHANGED ->
                Result.changed("%s now sends traffic to %s%s".formatted(target.route(), target.site(), without));
            case WOULD_CHANGE ->
                Result.wouldChange("%s would send traffic to %s (%s) and no more to %s (%s)"
                        .formatted(target.route(), target.site(), target.servers(), peer.site(), peer.servers()));
        };
        return outcome == Outcome.WOULD_CHANGE ? result : result.with("site", target.site());
    }
}
