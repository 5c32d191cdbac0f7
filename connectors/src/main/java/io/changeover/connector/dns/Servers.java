package io.changeover.connector.dns;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** The servers that answer for a route's record, and what they say. */
final class Servers {
    /** Kept of the operation's time, so that a failure can still be told in words. */
    private static final Duration RESERVE = Duration.ofMillis(150);

    private static final Duration FIRST_WAIT = Duration.ofMillis(2);
    private static final Duration LAST_WAIT = Duration.ofMillis(500);

    private final DnsRoute route;
    private final Context context;
    private final Endpoint updated;
    private @Nullable Exchange asked;

    Servers(DnsRoute route, Context context) {
        this.route = route;
        this.context = context;
        this.updated = Endpoint.of(route.server());
    }

    /** The one that updates go to. */
    Endpoint updated() {
        return updated;
    }

    private List<Endpoint> resolvers() {
        return route.resolvers().stream().map(Endpoint::of).toList();
    }

    /** The one that updates go to, and every authoritative one; each once. */
    List<Endpoint> all() throws ConnectorException, InterruptedException {
        Map<InetSocketAddress, Endpoint> all = new LinkedHashMap<>();
        all.put(updated.address(), updated);
        List<Endpoint> more = route.authorities().isEmpty()
                ? named()
                : route.authorities().stream().map(Endpoint::of).toList();
        more.forEach(one -> all.putIfAbsent(one.address(), one));
        return List.copyOf(all.values());
    }

    /** Those that the zone itself names. One at the address of the updated server is that server, whatever its port. */
    private List<Endpoint> named() throws ConnectorException, InterruptedException {
        Message answer = names();
        List<Endpoint> named = new ArrayList<>();
        for (Record record : answer.getSection(Section.ANSWER)) {
            if (record instanceof NSRecord ns) {
                named.addAll(at(ns.getTarget(), answer));
            }
        }
        if (named.isEmpty()) {
            throw unreadable(updated, "the name servers of " + route.zone(), "none");
        }
        context.read(
                "authorities",
                String.join(", ", named.stream().map(Endpoint::name).toList()));
        return named;
    }

    private List<Endpoint> at(Name server, Message answer) {
        List<String> addresses = new ArrayList<>();
        for (int type : new int[] {Type.A, Type.AAAA}) {
            for (Record record : answer.getSection(Section.ADDITIONAL)) {
                if (addresses.isEmpty() && record.getName().equals(server) && record.getType() == type) {
                    addresses.add(record.rdataToString());
                }
            }
        }
        String host = addresses.isEmpty() ? server.toString(true) : addresses.get(0);
        InetSocketAddress address = new InetSocketAddress(host, Endpoint.PORT);
        boolean same = address.getAddress() != null
                && address.getAddress().equals(updated.address().getAddress());
        return List.of(same ? updated : new Endpoint(server.toString(true) + " (" + host + ")", address));
    }

    /** Asks for the servers that the zone names ahead of time, so that {@link #all()} need not wait for the answer. */
    void askAhead() {
        if (route.authorities().isEmpty()) {
            asked = askForNames();
        }
    }

    private Exchange askForNames() {
        return Exchange.begin(updated, question(route.zone(), Type.NS, false), null, limit());
    }

    private Message names() throws ConnectorException, InterruptedException {
        Exchange ahead = asked;
        asked = null;
        Exchange.Heard heard = (ahead == null ? askForNames() : ahead).await();
        Message answer = heard.message();
        String trouble = answer == null ? heard.trouble() : trouble(answer, true);
        if (answer == null || !trouble.isEmpty()) {
            throw unreadable(updated, route.zone() + " NS", trouble);
        }
        return answer;
    }

    /** Asks all of them at once, past every cache. */
    List<Sight> look(List<Endpoint> servers) throws InterruptedException {
        return look(servers, false);
    }

    /** Asks all resolvers at once, which answer from their caches. */
    List<Sight> lookAtResolvers() throws InterruptedException {
        return look(resolvers(), true);
    }

    private List<Sight> look(List<Endpoint> servers, boolean recursive) throws InterruptedException {
        Duration limit = limit();
        List<Exchange> asked = servers.stream()
                .map(server -> ask(server, question(route.name(), route.type(), recursive), servers.size() == 1, limit))
                .toList();
        List<Sight> sights = new ArrayList<>();
        for (Exchange one : asked) {
            Sight sight = sight(one.server(), one.await(), recursive);
            context.read((recursive ? "resolver " : "server ") + sight.server(), sight.evidence());
            sights.add(sight);
        }
        return sights;
    }

    private static Exchange ask(Endpoint server, Message question, boolean alone, Duration limit) {
        return alone ? Exchange.alone(server, question, null, limit) : Exchange.begin(server, question, null, limit);
    }

    private Sight sight(Endpoint server, Exchange.Heard heard, boolean recursive) {
        Message answer = heard.message();
        if (answer == null) {
            return Sight.none(server, heard.trouble());
        }
        String trouble = trouble(answer, !recursive);
        if (!trouble.isEmpty()) {
            return Sight.none(server, trouble);
        }
        List<Record> records = answer.getSection(Section.ANSWER).stream()
                .filter(record -> record.getName().equals(route.name()))
                .filter(record -> record.getType() == route.type() || record.getType() == Type.CNAME)
                .toList();
        return Sight.of(server, records);
    }

    private static String trouble(Message answer, boolean authoritative) {
        int code = answer.getRcode();
        if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
            return Rcode.string(code);
        }
        boolean lame = authoritative && !answer.getHeader().getFlag(Flags.AA);
        return lame ? "an answer without authority" : "";
    }

    private static Message question(Name name, int type, boolean recursive) {
        Message question = Message.newQuery(Record.newRecord(name, type, DClass.IN));
        if (!recursive) {
            question.getHeader().unsetFlag(Flags.RD);
        }
        return question;
    }

    /**
     * Asks all authoritative ones, at least once, until they are as wanted or the time is over.
     *
     * @return those that are not as wanted, with what they said last
     */
    List<Sight> lagging(List<Endpoint> servers, Predicate<Sight> wanted) throws InterruptedException {
        return lagging(servers, wanted, false);
    }

    /** The same of the resolvers, which answer from their caches. */
    List<Sight> laggingResolvers(Predicate<Sight> wanted) throws InterruptedException {
        return lagging(resolvers(), wanted, true);
    }

    private List<Sight> lagging(List<Endpoint> servers, Predicate<Sight> wanted, boolean recursive)
            throws InterruptedException {
        Duration wait = FIRST_WAIT;
        List<Sight> lagging = late(servers, wanted, recursive);
        while (!lagging.isEmpty()
                && context.remaining().minus(RESERVE).minus(RESERVE).compareTo(wait) > 0) {
            context.pause(wait);
            lagging = late(lagging.stream().map(Sight::server).toList(), wanted, recursive);
            Duration longer = wait.multipliedBy(2);
            wait = longer.compareTo(LAST_WAIT) < 0 ? longer : LAST_WAIT;
        }
        return lagging;
    }

    private List<Sight> late(List<Endpoint> servers, Predicate<Sight> wanted, boolean recursive)
            throws InterruptedException {
        return look(servers, recursive).stream()
                .filter(sight -> !wanted.test(sight))
                .toList();
    }

    /** What every one of the servers says, where all can be read and say the same. */
    List<Sight> agreed() throws ConnectorException, InterruptedException {
        List<Sight> sights = look(all());
        for (Sight sight : sights) {
            if (!sight.readable()) {
                throw unreadable(sight.server(), "an answer", sight.trouble());
            }
        }
        Sight first = sights.get(0);
        for (Sight sight : sights) {
            if (!sight.says(first)) {
                throw ConnectorException.transientFault(
                        "DNS_SERVERS_DIFFER",
                        "%s: wanted %s at %s as at %s, found %s"
                                .formatted(route.place(), first.said(), sight.server(), first.server(), sight.said()));
            }
        }
        return sights;
    }

    ConnectorException unreadable(Endpoint server, String wanted, String found) {
        return ConnectorException.transientFault(
                "DNS_UNREADABLE", "%s: wanted %s of %s, found %s".formatted(route.place(), wanted, server, found));
    }

    /** How long the next question may take. */
    Duration limit() {
        Duration left = context.remaining().minus(RESERVE);
        Duration limit = route.timeout().compareTo(left) < 0 ? route.timeout() : left;
        return limit.isNegative() || limit.isZero() ? Duration.ofMillis(1) : limit;
    }
}
