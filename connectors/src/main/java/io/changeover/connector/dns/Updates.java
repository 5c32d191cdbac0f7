package io.changeover.connector.dns;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Settings;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TSIGRecord;
import org.xbill.DNS.Update;

/** Dynamic updates of a route's record. Each has the record set that it replaces as its prerequisite. */
final class Updates {
    private final DnsRoute route;
    private final Servers servers;
    private final Context context;

    Updates(DnsRoute route, Servers servers, Context context) {
        this.route = route;
        this.servers = servers;
        this.context = context;
    }

    /** How the server took an update. */
    enum Taken {
        /** It was carried out. */
        DONE,
        /** The record set is not what it was thought to be; nothing was changed. */
        OUTDATED,
        /** No answer that can be trusted came back. */
        UNKNOWN
    }

    /** Puts the second record in the place of the first, if the first is all there is. */
    Taken replace(Record current, Record wanted) throws ConnectorException, InterruptedException {
        Update update = new Update(route.zone());
        update.present(lasting(current, 0));
        update.replace(wanted);
        return send(update);
    }

    /**
     * Has the server judge key and permission by an update that changes nothing: it takes away the one of the two values
     * that is not there.
     */
    Taken prove(Record current) throws ConnectorException, InterruptedException {
        Update update = new Update(route.zone());
        update.present(lasting(current, 0));
        update.delete(route.otherThan(current));
        return send(update);
    }

    /** The same record with another lifetime, in seconds. Prerequisites must have none. */
    static Record lasting(Record record, long ttl) {
        return Record.newRecord(
                record.getName(), record.getType(), record.getDClass(), ttl, record.rdataToWireCanonical());
    }

    private Taken send(Update update) throws ConnectorException, InterruptedException {
        Optional<TSIG> key = key();
        Message answer = Exchange.alone(servers.updated(), update, key.orElse(null), servers.limit())
                .await()
                .message();
        if (answer == null) {
            return Taken.UNKNOWN;
        }
        TSIGRecord signature = answer.getTSIG();
        if (signature != null) {
            requireGood(signature);
        }
        switch (answer.getRcode()) {
            case Rcode.NOERROR:
                return key.isPresent() && !answer.isVerified() ? Taken.UNKNOWN : Taken.DONE;
            case Rcode.NXRRSET, Rcode.NXDOMAIN:
                return Taken.OUTDATED;
            case Rcode.SERVFAIL:
                throw ConnectorException.transientFault("DNS_UPDATE_FAILED", refused("SERVFAIL"));
            case Rcode.NOTAUTH, Rcode.NOTZONE:
                throw ConnectorException.permanent(
                        "DNS_ZONE_REFUSED", refused("that it does not answer for the zone " + route.zone()));
            case Rcode.REFUSED:
                throw ConnectorException.permanent("DNS_UPDATE_REFUSED", refused("REFUSED: " + who() + " may not"));
            default:
                throw ConnectorException.permanent("DNS_UPDATE_REFUSED", refused(Rcode.string(answer.getRcode())));
        }
    }

    private void requireGood(TSIGRecord signature) throws ConnectorException {
        switch (signature.getError()) {
            case Rcode.NOERROR:
                return;
            case Rcode.BADKEY:
                throw ConnectorException.permanent(
                        "DNS_KEY_UNKNOWN", refused("BADKEY: it does not know " + who() + " with that algorithm"));
            case Rcode.BADSIG:
                throw ConnectorException.permanent(
                        "DNS_SECRET_WRONG", refused("BADSIG: the secret of " + who() + " is not the server's"));
            case Rcode.BADTIME:
                throw ConnectorException.permanent(
                        "DNS_CLOCK_SKEWED",
                        refused("BADTIME: its clock says %s, ours %s; they must be within 5 minutes"
                                .formatted(time(signature), context.clock().instant())));
            default:
                throw ConnectorException.permanent(
                        "DNS_KEY_REFUSED", refused(Rcode.TSIGstring(signature.getError()) + " for " + who()));
        }
    }

    /** The server's time stands in the signature's other data as 48 bits of seconds. */
    private static Instant time(TSIGRecord signature) {
        byte @Nullable [] other = signature.getOther();
        if (other == null || other.length != 6) {
            return signature.getTimeSigned();
        }
        long seconds = 0;
        for (byte one : other) {
            seconds = seconds << 8 | (one & 0xff);
        }
        return Instant.ofEpochSecond(seconds);
    }

    private String refused(String found) {
        return "%s: wanted %s to take updates, found %s".formatted(route.place(), servers.updated(), found);
    }

    private String who() {
        return route.settings().find("key").map(key -> "the key '" + key + "'").orElse("an unsigned update");
    }

    private Optional<TSIG> key() {
        Settings settings = route.settings();
        if (settings.has("key") != settings.has("secret")) {
            throw new IllegalArgumentException("wanted both 'key' and 'secret' or neither, found one of them");
        }
        if (!settings.has("key")) {
            return Optional.empty();
        }
        String algorithm = settings.text("algorithm", "hmac-sha256");
        Name name = DnsRoute.name("key", settings.text("key"), Name.root);
        Name wire = DnsRoute.name("algorithm", algorithm, Name.root);
        byte[] secret;
        try {
            secret = Base64.getDecoder().decode(settings.text("secret").strip());
        } catch (IllegalArgumentException e) {
            // The text of the exception may repeat a part of the secret.
            throw new IllegalArgumentException("secret: wanted base64, found something else");
        }
        if (secret.length == 0) {
            throw new IllegalArgumentException("secret: wanted base64, found nothing");
        }
        return Optional.of(new TSIG(wire, name, new SecretKeySpec(secret, algorithm), context.clock()));
    }
}
