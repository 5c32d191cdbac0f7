package io.changeover.connector.check;

import io.changeover.connector.spi.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Address;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;
import org.xbill.DNS.hosts.HostsFileParser;

/**
 * A name that users type, resolved anew each time: by one resolver, or by the hosts file and the resolvers of this
 * machine. The cache of the JVM is never asked.
 */
final class PublicName {
    private static final int PORT = 53;

    private final String host;
    private final Optional<InetSocketAddress> resolver;

    PublicName(String host, Settings settings) {
        this.host = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        this.resolver = settings.find("resolver").map(PublicName::endpoint);
    }

    private static InetSocketAddress endpoint(String text) {
        String stripped = text.strip();
        int colon = stripped.lastIndexOf(':');
        boolean ported = colon > 0 && (stripped.indexOf(':') == colon || stripped.charAt(colon - 1) == ']');
        String server = ported ? stripped.substring(0, colon) : stripped;
        return new InetSocketAddress(
                server.replaceAll("[\\[\\]]", ""), ported ? Integer.parseInt(stripped.substring(colon + 1)) : PORT);
    }

    /**
     * The addresses that a user gets now, those of version 4 where there are any.
     *
     * @throws IOException saying who was asked and what was found
     */
    List<InetAddress> addresses(Duration limit) throws IOException, InterruptedException {
        try {
            return List.of(Address.getByAddress(host));
        } catch (UnknownHostException e) {
            // Then it is a name.
        }
        Name name = Name.fromString(host, Name.root);
        for (int type : new int[] {Type.A, Type.AAAA}) {
            Optional<InetAddress> fixed =
                    resolver.isPresent() ? Optional.empty() : new HostsFileParser().getAddressForHost(name, type);
            List<InetAddress> found = fixed.isPresent() ? List.of(fixed.get()) : asked(name, type, limit);
            if (!found.isEmpty()) {
                return found;
            }
        }
        throw new UnknownHostException(host + " has no address at " + servers());
    }

    private List<InetSocketAddress> servers() {
        return resolver.map(List::of)
                .orElseGet(() -> ResolverConfig.getCurrentConfig().servers());
    }

    private List<InetAddress> asked(Name name, int type, Duration limit) throws IOException, InterruptedException {
        IOException failure = new IOException("no resolver is configured on this machine");
        for (InetSocketAddress server : servers()) {
            try {
                return addresses(ask(server, name, type, limit));
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure;
    }

    private static Message ask(InetSocketAddress server, Name name, int type, Duration limit)
            throws IOException, InterruptedException {
        if (server.isUnresolved()) {
            throw new IOException("the resolver " + server + " is not known");
        }
        SimpleResolver resolver = new SimpleResolver(server);
        resolver.setTimeout(limit);
        CompletableFuture<Message> answer = resolver.sendAsync(
                        Message.newQuery(Record.newRecord(name, type, DClass.IN)))
                .toCompletableFuture();
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("no answer of the resolver " + server + " within " + limit.toMillis() + " ms", e);
        } finally {
            answer.cancel(true);
        }
    }

    private static List<InetAddress> addresses(Message answer) {
        List<InetAddress> addresses = new ArrayList<>();
        for (Record record : answer.getSection(Section.ANSWER)) {
            if (record instanceof ARecord four) {
                addresses.add(four.getAddress());
            } else if (record instanceof AAAARecord six) {
                addresses.add(six.getAddress());
            }
        }
        return addresses;
    }
}
