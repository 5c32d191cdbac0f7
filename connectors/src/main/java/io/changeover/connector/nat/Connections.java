package io.changeover.connector.nat;

import io.changeover.connector.spi.CommandResult;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import java.util.Locale;

/**
 * The connections that the kernel still leads to the site that was left: it translates a connection as it did its first
 * packet. They are ended by {@code conntrack}, where the host has it.
 */
final class Connections {
    private static final int MISSING = 127;

    private final Gateway gateway;
    private final Leading target;
    private final Leading peer;
    private final Context context;

    Connections(Gateway gateway, Leading target, Leading peer, Context context) {
        this.gateway = gateway;
        this.target = target;
        this.peer = peer;
        this.context = context;
    }

    /** How many there are; none where nothing can tell, which the readings then say. */
    int stale() throws ConnectorException, InterruptedException {
        CommandResult answer = gateway.run(command("-L"), null);
        if (answer.exitCode() == MISSING || notFound(answer)) {
            context.read("connections", "not read, conntrack is not installed; those to " + peer.to() + " go on");
            return 0;
        }
        if (!answer.succeeded()) {
            throw ConnectorException.transientFault(
                    "ROUTE_STATE_UNREADABLE",
                    "%s: wanted the connections of %s, found exit %d (%s)"
                            .formatted(target.route(), gateway, answer.exitCode(), answer.summary()));
        }
        int count = Math.toIntExact(
                answer.output().lines().filter(line -> !line.isBlank()).count());
        context.read("connections", "%d to %s".formatted(count, peer.to()));
        return count;
    }

    /** Ends them, and reads that they have ended. */
    void end() throws ConnectorException, InterruptedException {
        if (stale() == 0) {
            return;
        }
        CommandResult answer = gateway.run(command("-D"), null);
        int left = stale();
        if (left > 0) {
            throw ConnectorException.transientFault(
                    "ROUTE_CONNECTIONS_REMAIN",
                    "%s: wanted no connections to %s at %s, found %d; conntrack ended with %d (%s)"
                            .formatted(target.route(), peer.to(), gateway, left, answer.exitCode(), answer.summary()));
        }
    }

    /** sudo answers with 1 for a program that is not there. */
    private static boolean notFound(CommandResult answer) {
        String said = answer.error().toLowerCase(Locale.ROOT);
        return !answer.succeeded() && said.contains("conntrack: command not found");
    }

    private String command(String verb) {
        return "conntrack %s -p %s --orig-dst %s --orig-port-dst %d --reply-src %s --reply-port-src %d"
                .formatted(verb, target.protocol(), target.ip(), target.port(), peer.toIp(), peer.toPort());
    }
}
