package io.changeover.connector.haproxy;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Outcome;
import java.time.Duration;
import java.util.List;

/**
 * Cuts the servers of one site off from all clients of a backend: out for maintenance, their sessions ended, both read back
 * over a new connection. It stops nobody who comes to them by another way.
 */
final class Cut {
    private static final Duration FIRST_WAIT = Duration.ofMillis(10);
    private static final Duration LAST_WAIT = Duration.ofMillis(250);
    private static final Duration ENDING = Duration.ofSeconds(5);

    private final Door door;
    private final Side side;
    private final Side nobody;
    private final Context context;

    Cut(Door door, Side side, Context context) {
        this.door = door;
        this.side = side;
        this.nobody = new Side(
                side.route(), "other sites", side.backend(), List.of(), 1, side.drain(), side.up(), side.weight());
        this.context = context;
    }

    Outcome fence(boolean dryRun) throws ConnectorException, InterruptedException {
        try (Backend backend = Backend.through(door, side, nobody, context)) {
            List<Server> servers = look(backend);
            if (isCut(servers)) {
                return Outcome.UNCHANGED;
            }
            if (dryRun) {
                return Outcome.WOULD_CHANGE;
            }
            backend.set(servers, "state maint");
            backend.cut(servers);
            untilEmpty(backend);
        }
        try (Backend again = Backend.through(door, side, nobody, context)) {
            List<Server> servers = look(again);
            if (!isCut(servers)) {
                throw ConnectorException.transientFault(
                        "FENCING_UNCONFIRMED",
                        "%s: wanted its servers in maintenance without sessions at %s, found %s"
                                .formatted(side, door, told(servers)));
            }
        }
        return Outcome.CHANGED;
    }

    /** Lets the servers take traffic again, unless others do: then they stay out until the route is switched. */
    Outcome release(boolean dryRun) throws ConnectorException, InterruptedException {
        try (Backend backend = Backend.through(door, side, nobody, context)) {
            Servers all = backend.look();
            context.read(side.site(), told(all.target()));
            boolean out = all.target().stream().anyMatch(Server::inMaintenance);
            boolean othersServe = all.others().stream().anyMatch(one -> one.admitted() && !one.backup());
            context.read("others", othersServe ? "take traffic" : "take none");
            if (!out || othersServe) {
                return Outcome.UNCHANGED;
            }
            if (dryRun) {
                return Outcome.WOULD_CHANGE;
            }
            backend.set(all.target(), "state ready");
        }
        try (Backend again = Backend.through(door, side, nobody, context)) {
            List<Server> servers = look(again);
            if (servers.stream().anyMatch(one -> !one.admitted())) {
                throw ConnectorException.transientFault(
                        "FENCING_UNCONFIRMED",
                        "%s: wanted its servers ready at %s, found %s".formatted(side, door, told(servers)));
            }
        }
        return Outcome.CHANGED;
    }

    private List<Server> look(Backend backend) throws ConnectorException, InterruptedException {
        List<Server> servers = backend.look().target();
        context.read(side.site(), told(servers));
        return servers;
    }

    private void untilEmpty(Backend backend) throws ConnectorException, InterruptedException {
        Duration wait = FIRST_WAIT;
        Duration left = context.remaining().compareTo(ENDING) < 0 ? context.remaining() : ENDING;
        while (!isCut(backend.look().target()) && left.compareTo(wait) > 0) {
            context.pause(wait);
            left = left.minus(wait);
            Duration longer = wait.multipliedBy(2);
            wait = longer.compareTo(LAST_WAIT) < 0 ? longer : LAST_WAIT;
        }
    }

    private static boolean isCut(List<Server> servers) {
        return servers.stream().allMatch(one -> one.inMaintenance() && one.sessions() == 0);
    }

    private static String told(List<Server> servers) {
        int sessions = servers.stream().mapToInt(Server::sessions).sum();
        return "%s, %d sessions".formatted(Servers.told(servers), sessions);
    }
}
