package io.changeover.connector.dns;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Settings;
import io.changeover.connector.spi.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * A route's settings in the words of DNS.
 *
 * <p>What cannot be understood is an {@link IllegalArgumentException}, which the runtime reports as a setting that cannot
 * be used.
 */
final class DnsRoute {
    private static final Duration USUAL_TTL = Duration.ofSeconds(60);
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(2);

    private final Request request;
    private final Settings settings;
    private final Name zone;
    private final Name name;
    private final int type;

    DnsRoute(Request request) {
        this.request = request;
        this.settings = request.settings();
        this.zone = name("zone", settings.text("zone"), Name.root);
        this.name = name("record", settings.text("record"), zone);
        this.type = Type.value(settings.text("type", "A"));
        if (!name.subdomain(zone)) {
            throw new IllegalArgumentException("record: wanted a name in " + zone + ", found " + name);
        }
        if (request.peer() != null && value(request.target()).equals(value(request.peer()))) {
            throw new IllegalArgumentException("value: wanted another one for each site, found "
                    + value(request.target()).rdataToString() + " for both");
        }
        if (movingTtl().filter(moving -> moving >= ttl()).isPresent()) {
            throw new IllegalArgumentException("movingTtl: wanted less than the ttl of %d s, found %d s"
                    .formatted(ttl(), movingTtl().get()));
        }
    }

    Request request() {
        return request;
    }

    Name zone() {
        return zone;
    }

    Name name() {
        return name;
    }

    int type() {
        return type;
    }

    /** How messages name the record: {@code www (shop.example.org. A)}. */
    String place() {
        return "%s (%s %s)".formatted(request.target().name(), name, Type.string(type));
    }

    /** The only record that there is when the route points to that side, with the usual lifetime. */
    Record value(Target side) {
        String text = side.settings().text("value").strip();
        try {
            return Record.fromString(name, type, DClass.IN, ttl(), text, Name.root);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "value: wanted %s, found '%s'"
                            .formatted(type == Type.CNAME ? "a name" : "an address of type " + Type.string(type), text),
                    e);
        }
    }

    Record wanted() {
        return value(request.target());
    }

    /** The site that the record stands for, or empty for a value of somebody else. */
    Optional<String> site(Sight sight) {
        if (sight.isExactly(wanted())) {
            return Optional.of(request.target().site());
        }
        Target peer = request.peer();
        return peer != null && sight.isExactly(value(peer)) ? Optional.of(peer.site()) : Optional.empty();
    }

    /** The other one of the two values. */
    Record otherThan(Record current) throws ConnectorException {
        return current.equals(wanted()) ? value(request.requiredPeer()) : wanted();
    }

    /** Both values with their sites, for messages. */
    String values() throws ConnectorException {
        Target peer = request.requiredPeer();
        return "%s (%s) or %s (%s)"
                .formatted(
                        wanted().rdataToString(),
                        request.target().site(),
                        value(peer).rdataToString(),
                        peer.site());
    }

    /** In seconds. */
    long ttl() {
        return settings.duration("ttl", USUAL_TTL).toSeconds();
    }

    /** In seconds. */
    Optional<Long> movingTtl() {
        return settings.has("movingTtl")
                ? Optional.of(settings.duration("movingTtl", USUAL_TTL).toSeconds())
                : Optional.empty();
    }

    Duration timeout() {
        return settings.duration("timeout", USUAL_TIMEOUT);
    }

    String server() {
        return settings.text("server");
    }

    List<String> authorities() {
        return settings.texts("authorities");
    }

    List<String> resolvers() {
        return settings.texts("resolvers");
    }

    Settings settings() {
        return settings;
    }

    static Name name(String setting, String text, Name origin) {
        try {
            return Name.fromString(text.strip(), origin);
        } catch (TextParseException e) {
            throw new IllegalArgumentException(setting + ": wanted a domain name, found '" + text + "'", e);
        }
    }
}
