package io.changeover.connector.haproxy;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One HAProxy's backend over one connection. Its failures name the route. */
final class Backend implements AutoCloseable {
    private final Door door;
    private final Side target;
    private final Side peer;
    private final RuntimeApi api;
    private final Context context;

    private Backend(Door door, Side target, Side peer, RuntimeApi api, Context context) {
        this.door = door;
        this.target = target;
        this.peer = peer;
        this.api = api;
        this.context = context;
    }

    static Backend through(Door door, Side target, Side peer, Context context)
            throws ConnectorException, InterruptedException {
        try {
            return new Backend(door, target, peer, RuntimeApi.open(door, context), context);
        } catch (ConnectorException e) {
            throw named(e, target, door);
        }
    }

    /** Reads all servers of the backend, and keeps what was read as evidence. */
    Servers servers() throws ConnectorException, InterruptedException {
        Servers servers = look();
        context.read(target.site(), Servers.told(servers.target()));
        context.read(peer.site(), Servers.told(servers.peer()));
        return servers;
    }

    /** Reads all servers of the backend without a trace, for one of many looks. */
    Servers look() throws ConnectorException, InterruptedException {
        Map<String, Map<String, String>> states = table("show servers state " + target.backend(), true);
        Map<String, Map<String, String>> statistics = table("show stat " + target.backend() + " 4 -1", false);
        Map<String, Server> servers = new LinkedHashMap<>();
        states.forEach((name, state) -> {
            Map<String, String> all = new LinkedHashMap<>(statistics.getOrDefault(name, Map.of()));
            all.putAll(state);
            servers.put(name, new Server(name, all));
        });
        List<Server> own = named(servers, target);
        List<Server> others = named(servers, peer);
        servers.keySet().removeAll(target.servers());
        servers.keySet().removeAll(peer.servers());
        return new Servers(own, others, List.copyOf(servers.values()));
    }

    private Map<String, Map<String, String>> table(String command, boolean states)
            throws ConnectorException, InterruptedException {
        String answer = ask(command);
        Optional<Map<String, Map<String, String>>> table = states ? Tables.states(answer) : Tables.statistics(answer);
        return table.orElseThrow(() -> ConnectorException.permanent(
                "ROUTE_STATE_UNREADABLE",
                "%s: wanted the servers of backend %s from %s, found: %s"
                        .formatted(target.route(), target.backend(), door, head(answer))));
    }

    private List<Server> named(Map<String, Server> servers, Side side) throws ConnectorException {
        List<Server> named = new ArrayList<>();
        for (String name : side.servers()) {
            Server server = servers.get(name);
            if (server == null) {
                throw ConnectorException.permanent(
                        "ROUTE_SERVER_UNKNOWN",
                        "%s: wanted server %s in backend %s at %s, found %s"
                                .formatted(side, name, side.backend(), door, servers.keySet()));
            }
            named.add(server);
        }
        return named;
    }

    /** The site that takes the traffic. */
    String site() throws ConnectorException, InterruptedException {
        Servers servers = servers();
        String found = "found " + servers.told(target, peer) + " at " + door;
        refuseForeign(servers);
        List<String> sites = servers.sites(target.site(), peer.site());
        if (sites.size() == 1) {
            return sites.get(0);
        }
        String wanted = "%s: wanted servers of one site to take traffic, ".formatted(target.route());
        if (!sites.isEmpty()) {
            throw ConnectorException.permanent("ROUTE_AMBIGUOUS", wanted + found + ": both do");
        }
        throw servers.nobodyAdmitted()
                ? ConnectorException.permanent("ROUTE_NOWHERE", wanted + found + ": none does")
                : ConnectorException.transientFault("ROUTE_NOWHERE", wanted + found + ": all are down");
    }

    /** Refuses a backend in which servers that the plan does not know take traffic. */
    void refuseForeign(Servers servers) throws ConnectorException {
        List<Server> foreign = servers.foreign();
        if (!foreign.isEmpty()) {
            throw ConnectorException.permanent(
                    "ROUTE_CHANGED_BY_OTHERS",
                    "%s: wanted traffic to servers of %s or %s only, found that %s at %s takes traffic too"
                            .formatted(target.route(), target.site(), peer.site(), Servers.told(foreign), door));
        }
    }

    /** Changes one thing of these servers. HAProxy says nothing when it did; anything that it says is a refusal. */
    void set(List<Server> servers, String what) throws ConnectorException, InterruptedException {
        for (Server server : servers) {
            tell("set server %s/%s %s".formatted(target.backend(), server.name(), what));
        }
    }

    /** Ends the sessions of these servers. */
    void cut(List<Server> servers) throws ConnectorException, InterruptedException {
        for (Server server : servers) {
            tell("shutdown sessions server %s/%s".formatted(target.backend(), server.name()));
        }
    }

    /** A process that ends after a reload disables its backends; the one that took over is found by asking again. */
    private void tell(String command) throws ConnectorException, InterruptedException {
        String answer = ask(command);
        if (!answer.isBlank()) {
            String message =
                    "%s: wanted '%s' done at %s, found: %s".formatted(target.route(), command, door, head(answer));
            throw answer.contains("Proxy is disabled")
                    ? ConnectorException.transientFault("ROUTE_API_STOPPING", message)
                    : ConnectorException.permanent("ROUTE_COMMAND_REFUSED", message);
        }
        context.output(command + "\n");
    }

    private String ask(String command) throws ConnectorException, InterruptedException {
        try {
            return api.ask(command);
        } catch (ConnectorException e) {
            throw named(e, target, door);
        }
    }

    private static String head(String answer) {
        return answer.strip().lines().findFirst().orElse("nothing");
    }

    /** The same failure with the route's name in front. */
    private static ConnectorException named(ConnectorException e, Side target, Door door) {
        String message = "%s: wanted the runtime API at %s, found: %s".formatted(target.route(), door, e.getMessage());
        return switch (e.verdict()) {
            case TRANSIENT -> ConnectorException.transientFault(e.code(), message, e);
            case PERMANENT -> ConnectorException.permanent(e.code(), message, e);
            case UNKNOWN -> ConnectorException.unknown(e.code(), message, e);
        };
    }

    @Override
    public void close() {
        api.close();
    }
}
