package io.changeover.connector.haproxy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The servers of a backend at one moment: of the target's site, of its peer's, and those that the plan does not name. */
record Servers(List<Server> target, List<Server> peer, List<Server> others) {

    /**
     * The sites that take traffic: the only one with servers that may, up or not; where both may, those with servers
     * that are up, spare ones only if there are no others.
     */
    List<String> sites(String targetSite, String peerSite) {
        boolean here = target.stream().anyMatch(Server::admitted);
        boolean there = peer.stream().anyMatch(Server::admitted);
        if (here && there) {
            List<Server> taking = taking(Stream.concat(target.stream(), peer.stream()));
            here = target.stream().anyMatch(taking::contains);
            there = peer.stream().anyMatch(taking::contains);
        }
        List<String> sites = new ArrayList<>();
        if (here) {
            sites.add(targetSite);
        }
        if (there) {
            sites.add(peerSite);
        }
        return sites;
    }

    boolean nobodyAdmitted() {
        return Stream.concat(target.stream(), peer.stream()).noneMatch(Server::admitted);
    }

    /** Servers that the plan does not name and that take traffic; spare ones, such as for an excuse, may be there. */
    List<Server> foreign() {
        return others.stream()
                .filter(server -> server.admitted() && server.up() && !server.backup())
                .toList();
    }

    private static List<Server> taking(Stream<Server> servers) {
        List<Server> fit =
                servers.filter(server -> server.admitted() && server.up()).toList();
        List<Server> active = fit.stream().filter(server -> !server.backup()).toList();
        return active.isEmpty() ? fit : active;
    }

    /** Whether the target's servers take traffic, enough of them and each as soon as it is up, and the peer's are out. */
    boolean switched(Side side) {
        int weight = side.weight();
        return admitted(side)
                && target.stream().allMatch(server -> weight < 0 || server.weight() == weight)
                && peer.stream().allMatch(Server::inMaintenance)
                && sessions() == 0;
    }

    /** Whether the target's servers may all take traffic, and enough of them are up. */
    boolean admitted(Side side) {
        return target.stream().allMatch(Server::admitted)
                && target.stream().filter(Server::up).count() >= side.atLeast();
    }

    /** The target's servers that are not up. */
    List<Server> down() {
        return target.stream().filter(server -> !server.up()).toList();
    }

    /** The sessions that still run with the peer's servers. */
    int sessions() {
        return peer.stream().mapToInt(Server::sessions).sum();
    }

    String told(Side target, Side peer) {
        return "%s: %s; %s: %s".formatted(target.site(), told(target()), peer.site(), told(peer()));
    }

    static String told(List<Server> servers) {
        return servers.stream().map(Server::toString).collect(Collectors.joining(", "));
    }
}
