package io.changeover.connector.dns;

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
 * A record of a DNS zone that sends users to one of two sites, changed by signed dynamic updates (RFC 2136, RFC 8945).
 * Every change is a compare-and-set: what somebody else has written is never overwritten. What is true is what every
 * authoritative server answers. Thread-safe; keeps no state.
 */
public final class DnsConnector implements Connector {
    private static final Descriptor DESCRIPTOR = new Descriptor(
            "dns",
            "A record of a DNS zone, changed by signed dynamic updates.",
            Set.of(Operation.READ, Operation.SHORTEN, Operation.RESTORE, Operation.SWITCH),
            Map.of(
                    Kind.ROUTE,
                    List.of(
                            required("server", Type.TEXT, "Where updates go: host or host:port."),
                            required("zone", Type.TEXT, "The zone."),
                            required("record", Type.TEXT, "The record's name in the zone; @ for the zone's own."),
                            optional("type", Type.TEXT, "A", "The record's type.")
                                    .oneOf("A", "AAAA", "CNAME"),
                            required("value", Type.TEXT, "The address or name that sends users to this site."),
                            optional("ttl", Type.DURATION, "60s", "How long users may keep an answer."),
                            optional(
                                    "movingTtl",
                                    Type.DURATION,
                                    "How long they may keep one while a planned move is under way; shorter than 'ttl'."),
                            optional("key", Type.TEXT, "The name of the TSIG key; without it updates are not signed."),
                            optional("algorithm", Type.TEXT, "hmac-sha256", "The key's algorithm.")
                                    .oneOf("hmac-sha1", "hmac-sha224", "hmac-sha256", "hmac-sha384", "hmac-sha512"),
                            optional("secret", Type.SECRET, "The key's secret, as base64."),
                            optional(
                                    "authorities",
                                    Type.TEXTS,
                                    "The authoritative servers that must all answer, as host or host:port; by default "
                                            + "those that the zone names."),
                            optional(
                                    "resolvers",
                                    Type.TEXTS,
                                    "Resolvers of users that must give the new answer too, as host or host:port."),
                            optional(
                                    "timeout", Type.DURATION, "2s", "How long one question to one server may take."))));

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Result execute(Request request, Context context) throws ConnectorException, InterruptedException {
        DnsRoute route = new DnsRoute(request);
        Servers servers = new Servers(route, context);
        Updates updates = new Updates(route, servers, context);
        return switch (request.operation()) {
            case READ -> new RouteReading(route, servers, updates, context).read();
            case SHORTEN -> new Lifetimes(route, servers, updates, context).shorten();
            case RESTORE -> new Lifetimes(route, servers, updates, context).restore();
            case SWITCH -> new RouteSwitch(route, servers, updates, context).execute();
            default -> throw new IllegalArgumentException(request.operation() + " is not declared");
        };
    }
}
