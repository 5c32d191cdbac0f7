package io.changeover.connector.nat;

import static io.changeover.connector.spi.Field.optional;
import static io.changeover.connector.spi.Field.required;

import io.changeover.connector.spi.Connector;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Descriptor;
import io.changeover.connector.spi.Field.Type;
import io.changeover.connector.spi.Host;
import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import io.changeover.connector.spi.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A route that is a destination translation by nftables: a public address and port is led to an address of one site. The
 * rule is exchanged in one transaction which fails if the rule that was read is no longer there. Thread-safe; keeps no
 * state.
 */
public final class NatConnector implements Connector {
    private static final Descriptor DESCRIPTOR = new Descriptor(
            "nat",
            "To which site's address nftables on a host leads a public address.",
            Set.of(Operation.READ, Operation.SWITCH),
            Map.of(
                    Kind.ROUTE,
                    List.of(
                            required("public", Type.TEXT, "The IPv4 address and port that users connect to."),
                            required("to", Type.TEXT, "The IPv4 address and port at the site that they are led to."),
                            optional("protocol", Type.TEXT, "tcp", "The protocol.")
                                    .oneOf("tcp", "udp"),
                            optional(
                                    "table",
                                    Type.TEXT,
                                    "changeover",
                                    "The nftables table, of family ip; made where it is missing."),
                            optional("sudo", Type.FLAG, "false", "Whether nft and conntrack run under sudo -n."))));

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Result execute(Request request, Context context) throws ConnectorException, InterruptedException {
        Leading target = Leading.of(request.target());
        Leading peer = Leading.of(request.requiredPeer());
        target.comparable(peer);
        List<Gateway> gateways = new ArrayList<>();
        for (Host host : hosts(request)) {
            gateways.add(new Gateway(host, target, peer, request, context));
        }
        return request.operation() == Operation.READ
                ? read(gateways, target, peer)
                : switchTo(gateways, target, request.dryRun());
    }

    private static Set<Host> hosts(Request request) throws ConnectorException {
        Target target = request.target();
        Target peer = request.requiredPeer();
        Host here = target.requiredHost();
        Host there = peer.requiredHost();
        boolean lost = request.unplanned() && peer.site().equals(there.site());
        return lost || here.name().equals(there.name()) ? Set.of(here) : Set.of(here, there);
    }

    private static Result read(List<Gateway> gateways, Leading target, Leading peer)
            throws ConnectorException, InterruptedException {
        String site = "";
        for (Gateway gateway : gateways) {
            String found = gateway.site();
            if (!site.isEmpty() && !site.equals(found)) {
                throw ConnectorException.permanent(
                        "ROUTE_AMBIGUOUS",
                        "%s: wanted all hosts to lead %s to one site, found %s at one and %s at another"
                                .formatted(target.route(), target.open(), site, found));
            }
            site = found;
        }
        String to = site.equals(target.site()) ? target.to() : peer.to();
        return Result.unchanged("%s leads %s to %s at %s".formatted(target.route(), target.open(), to, site))
                .with("value", to)
                .with("site", site);
    }

    private static Result switchTo(List<Gateway> gateways, Leading target, boolean dryRun)
            throws ConnectorException, InterruptedException {
        Outcome outcome = Outcome.UNCHANGED;
        for (Gateway gateway : gateways) {
            Outcome one = gateway.lead(dryRun);
            outcome = one == Outcome.UNCHANGED ? outcome : one;
        }
        String where = "%s to %s at %s".formatted(target.open(), target.to(), target.site());
        Result result = switch (outcome) {
            case UNCHANGED -> Result.unchanged("%s already leads %s".formatted(target.route(), where));
            case CHANGED -> Result.changed("%s now leads %s".formatted(target.route(), where));
            case WOULD_CHANGE -> Result.wouldChange("%s would lead %s".formatted(target.route(), where));
        };
        return dryRun ? result : result.with("value", target.to()).with("site", target.site());
    }
}
