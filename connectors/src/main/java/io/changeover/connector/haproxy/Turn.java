package io.changeover.connector.haproxy;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Durations;
import io.changeover.connector.spi.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * Turns one backend to the target's servers. These are checked while they take nothing new, then admitted; only then the
 * peer's are drained and taken out. What came of it is read over a new connection, because after a reload the old one
 * leads to a process that serves no one.
 */
final class Turn {
    private static final Duration FIRST_WAIT = Duration.ofMillis(10);
    private static final Duration LAST_WAIT = Duration.ofMillis(250);
    private static final Duration ENDING = Duration.ofSeconds(5);

    private final Door door;
    private final Side target;
    private final Side peer;
    private final Context context;
    private List<Server> down = List.of();

    Turn(Door door, Side target, Side peer, Context context) {
        this.door = door;
        this.target = target;
        this.peer = peer;
        this.context = context;
    }

    Outcome execute(boolean dryRun) throws ConnectorException, InterruptedException {
        try (Backend backend = Backend.through(door, target, peer, context)) {
            Servers servers = backend.servers();
            backend.refuseForeign(servers);
            if (servers.switched(target)) {
                down = servers.down();
                return Outcome.UNCHANGED;
            }
            if (dryRun) {
                return Outcome.WOULD_CHANGE;
            }
            admit(backend, servers);
            drain(backend, servers);
            take(backend, servers.peer());
        }
        try (Backend again = Backend.through(door, target, peer, context)) {
            Servers servers = again.servers();
            if (!servers.switched(target)) {
                throw notReached(servers, "traffic to go to %s only".formatted(target.site()));
            }
            down = servers.down();
        }
        return Outcome.CHANGED;
    }

    /** What the site's traffic goes without, for the end of a sentence; nothing where all are up. */
    String without() {
        return down.isEmpty()
                ? ""
                : ", without %d of %d servers: %s"
                        .formatted(down.size(), target.servers().size(), Servers.told(down));
    }

    private void admit(Backend backend, Servers before) throws ConnectorException, InterruptedException {
        List<Server> closed = only(before.target(), server -> !server.admitted());
        backend.set(closed, "state drain");
        // HAProxy takes a server that leaves maintenance for up until its checks say no.
        List<Server> doubtful = only(backend.look().target(), Server::oneFailureIsEnough);
        backend.set(only(doubtful, server -> named(closed, server)), "health down");
        if (target.weight() > 0) {
            backend.set(before.target(), "weight " + target.weight());
        }
        Predicate<Server> fit = server -> named(closed, server) ? server.proven() : server.up();
        Servers checked = until(backend, least(target.up(), context.remaining()), servers -> judged(servers, fit));
        context.read(target.site(), Servers.told(checked.target()));
        List<Server> unfit = only(checked.target(), fit.negate());
        if (checked.target().size() - unfit.size() < target.atLeast()) {
            throw ConnectorException.transientFault(
                    "ROUTE_TARGET_DOWN",
                    "%s: wanted HAProxy's checks to find %s up within %s, found %s; traffic was not switched"
                            .formatted(
                                    target,
                                    target.wanted(),
                                    Durations.format(target.up()),
                                    Servers.told(checked.target())));
        }
        // What no check has found good is not believed; made ready, it joins in when one does.
        backend.set(only(unfit, server -> !server.down()), "health down");
        backend.set(closed, "state ready");
        Servers admitted = backend.servers();
        if (!admitted.admitted(target)) {
            throw notReached(admitted, "%s of %s up and ready".formatted(target.wanted(), target.site()));
        }
    }

    /** Whether there is nothing to wait for: all are good, or enough are and the checks have found the others bad. */
    private boolean judged(Servers servers, Predicate<Server> fit) {
        List<Server> unfit = only(servers.target(), fit.negate());
        return unfit.isEmpty()
                || servers.target().size() - unfit.size() >= target.atLeast()
                        && unfit.stream().allMatch(Server::down);
    }

    private void drain(Backend backend, Servers before) throws ConnectorException, InterruptedException {
        List<Server> open = only(before.peer(), server -> !server.inMaintenance());
        if (open.isEmpty()) {
            return;
        }
        backend.set(open, "state drain");
        Servers drained = backend.servers();
        if (drained.peer().stream().anyMatch(Server::admitted)) {
            throw notReached(drained, "no new traffic to %s".formatted(peer.site()));
        }
        context.read("sessions at " + peer.site(), String.valueOf(drained.sessions()));
        Duration limit = least(target.drain(), context.remaining().minus(ENDING.multipliedBy(2)));
        Servers left = until(backend, limit, servers -> servers.sessions() == 0);
        context.read("sessions at " + peer.site(), String.valueOf(left.sessions()));
    }

    private void take(Backend backend, List<Server> servers) throws ConnectorException, InterruptedException {
        backend.set(servers, "state maint");
        Servers out = backend.look();
        if (out.sessions() > 0) {
            context.read("sessions cut at " + peer.site(), String.valueOf(out.sessions()));
            backend.cut(only(out.peer(), server -> server.sessions() > 0));
            out = until(backend, least(ENDING, context.remaining()), now -> now.sessions() == 0);
            context.read("sessions at " + peer.site(), String.valueOf(out.sessions()));
        }
        if (out.sessions() > 0 || !out.peer().stream().allMatch(Server::inMaintenance)) {
            throw notReached(out, "%s in maintenance and without sessions".formatted(peer.site()));
        }
    }

    /** Looks until this holds or the time is over, and answers what was seen last. */
    private Servers until(Backend backend, Duration limit, Predicate<Servers> holds)
            throws ConnectorException, InterruptedException {
        Instant end = context.clock().instant().plus(limit);
        Duration wait = FIRST_WAIT;
        Servers servers = backend.look();
        while (!holds.test(servers) && context.clock().instant().plus(wait).isBefore(end)) {
            context.pause(wait);
            servers = backend.look();
            wait = least(wait.multipliedBy(2), LAST_WAIT);
        }
        return servers;
    }

    private ConnectorException notReached(Servers servers, String wanted) {
        return ConnectorException.transientFault(
                "ROUTE_STATE_NOT_REACHED",
                "%s: wanted %s at %s, found %s, and %d sessions at %s"
                        .formatted(
                                target.route(),
                                wanted,
                                door,
                                servers.told(target, peer),
                                servers.sessions(),
                                peer.site()));
    }

    private static boolean named(List<Server> servers, Server server) {
        return servers.stream().anyMatch(one -> one.name().equals(server.name()));
    }

    private static List<Server> only(List<Server> servers, Predicate<Server> wanted) {
        return servers.stream().filter(wanted).toList();
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
