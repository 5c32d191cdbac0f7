package io.changeover.connector.address;

import static io.changeover.connector.spi.Field.optional;
import static io.changeover.connector.spi.Field.required;

import io.changeover.connector.spi.Connector;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Descriptor;
import io.changeover.connector.spi.Field.Type;
import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A route that is an IPv4 address which one host of each site may hold, never both. It is read at both hosts, taken from
 * the one before the other gets it, and given only when nobody else answers for it. Thread-safe; keeps no state.
 */
public final class AddressConnector implements Connector {
    private static final Descriptor DESCRIPTOR = new Descriptor(
            "address",
            "A service address that moves between the hosts of the sites.",
            Set.of(Operation.READ, Operation.SWITCH),
            Map.of(
                    Kind.ROUTE,
                    List.of(
                            required("address", Type.TEXT, "The IPv4 address with its prefix, as in 10.0.0.80/32."),
                            required("interface", Type.TEXT, "The network interface of the site's host."),
                            optional(
                                    "announce",
                                    Type.INTEGER,
                                    "3",
                                    "How many gratuitous ARP packets tell of it, one a second, in the background."),
                            optional("sudo", Type.FLAG, "false", "Whether ip and arping run under sudo -n."))));

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Result execute(Request request, Context context) throws ConnectorException, InterruptedException {
        Place target = Place.of(request.target(), request, context);
        Place peer = Place.of(request.requiredPeer(), request, context);
        if (!target.address().equals(peer.address())) {
            throw ConnectorException.permanent(
                    "SETTING_UNUSABLE",
                    "%s: wanted one address for both sites, found %s and %s"
                            .formatted(request.target().name(), target.address(), peer.address()));
        }
        Sight there = request.unplanned() ? Sight.NONE : peer.look();
        Sight here = target.look();
        if (here.holds() && there.holds()) {
            throw ConnectorException.permanent(
                    "ADDRESS_TWICE",
                    "%s: wanted %s at one host, found it at both: %s of %s and %s of %s"
                            .formatted(
                                    request.target().name(),
                                    target.address(),
                                    here.held(),
                                    target.host(),
                                    there.held(),
                                    peer.host()));
        }
        return request.operation() == Operation.READ
                ? read(request, target, here, there)
                : new Move(target, peer, context).execute(here, there, request.dryRun());
    }

    private static Result read(Request request, Place target, Sight here, Sight there) throws ConnectorException {
        if (!here.holds() && !there.holds()) {
            throw ConnectorException.permanent(
                    "ADDRESS_NOWHERE",
                    "%s: wanted %s at one of the two hosts, found it at neither"
                            .formatted(request.target().name(), target.address()));
        }
        String site = here.holds() ? target.site() : request.requiredPeer().site();
        return Result.unchanged("%s: %s is at %s".formatted(request.target().name(), target.address(), site))
                .with("site", site);
    }
}
