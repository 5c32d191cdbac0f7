package io.changeover.connector.dns;

import io.changeover.connector.testing.LocalCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/**
 * A real {@code named} at 127.0.0.1 and a free port, in a folder of its own, with the zone {@code dr.test}. No
 * root is needed. Closing it ends the process and removes the folder.
 */
public final class BindServer implements AutoCloseable {
    /** The zone of every server here. */
    public static final String ZONE = "dr.test";

    /** The key that may change the zone's A, AAAA, CNAME and NS records. */
    public static final String KEY = "dr-key";

    /** Its secret. */
    public static final String SECRET = "c2VjcmV0IG9mIHRoZSB0ZXN0cyBvbmx5ISEhIQ==";

    /** A key that the server knows, but that may change nothing. */
    public static final String IDLE_KEY = "idle-key";

    private static final String HOST = "127.0.0.1";
    private static final String PROGRAM = "/usr/sbin/named";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path folder;
    private final InetSocketAddress address;
    private Process process;

    private BindServer(Path folder, InetSocketAddress address) {
        this.folder = folder;
        this.address = address;
    }

    /** The primary of the zone with these records, in the form of a zone file, beside SOA, NS and the server's name. */
    public static BindServer primary(String... records) {
        return create(server -> {
            server.write("zone", """
                    $TTL 60
                    @ IN SOA ns.dr.test. hostmaster.dr.test. 1 3600 600 86400 1
                    @ IN NS ns.dr.test.
                    ns IN A 127.0.0.1
                    %s
                    """.formatted(String.join("\n", records)));
            return """
                    zone "dr.test" {
                        type primary;
                        file "%s/zone";
                        notify no;
                        update-policy { grant dr-key zonesub A AAAA CNAME NS; };
                    };
                    """.formatted(server.folder);
        });
    }

    /** A second authority of the zone, which follows the primary only when {@link #follow()} says so. */
    public static BindServer secondaryOf(BindServer primary) {
        return create(server -> """
                        zone "dr.test" {
                            type secondary;
                            file "%s/zone";
                            primaries { 127.0.0.1 port %d; };
                            allow-notify { 127.0.0.0/8; };
                            notify no;
                        };
                        """.formatted(server.folder, primary.address.getPort()));
    }

    /** A resolver that asks that server and keeps its answers for as long as they allow. */
    public static BindServer resolverOf(BindServer authority) {
        return create(
                server -> """
                        zone "dr.test" {
                            type forward;
                            forward only;
                            forwarders { %s port %d; };
                        };
                        """.formatted(authority.address.getAddress().getHostAddress(), authority.address.getPort()));
    }

    private interface Zone {
        String of(BindServer server) throws IOException;
    }

    private static BindServer create(Zone zone) {
        try {
            BindServer server =
                    new BindServer(Files.createTempDirectory("changeover-bind"), new InetSocketAddress(HOST, port()));
            try {
                server.configure(zone.of(server));
                server.start();
                return server;
            } catch (RuntimeException e) {
                server.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that is free for UDP as well as for TCP. */
    private static int port() throws IOException {
        InetAddress at = InetAddress.getByName(HOST);
        while (true) {
            try (ServerSocket stream = new ServerSocket(0, 1, at);
                    DatagramSocket datagrams = new DatagramSocket(new InetSocketAddress(at, stream.getLocalPort()))) {
                return datagrams.getLocalPort();
            } catch (java.net.BindException taken) {
                continue;
            }
        }
    }

    private void configure(String zone) throws IOException {
        write("named.conf", """
                key "dr-key" { algorithm hmac-sha256; secret "%1$s"; };
                key "idle-key" { algorithm hmac-sha256; secret "%1$s"; };
                options {
                    directory "%2$s";
                    pid-file "%2$s/named.pid";
                    session-keyfile "%2$s/session.key";
                    managed-keys-directory "%2$s";
                    listen-on port %3$d { %4$s; };
                    listen-on-v6 { none; };
                    allow-query { any; };
                    allow-transfer { any; };
                    recursion %5$s;
                    allow-recursion { any; };
                    empty-zones-enable no;
                    dnssec-validation no;
                };
                controls { };
                %6$s
                """.formatted(
                        SECRET,
                        folder,
                        address.getPort(),
                        address.getAddress().getHostAddress(),
                        zone.contains("forward") ? "yes" : "no",
                        zone));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    /** Starts it where it does not run, with the zone as it was last. */
    public void start() {
        if (process != null && process.isAlive()) {
            return;
        }
        try {
            process = new ProcessBuilder(
                            PROGRAM,
                            "-n",
                            "1",
                            "-c",
                            folder.resolve("named.conf").toString(),
                            "-g")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("log").toFile()))
                    .start();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!answers()) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IllegalStateException(
                            "wanted a name server, found: " + Files.readString(folder.resolve("log")));
                }
                process.waitFor(10, TimeUnit.MILLISECONDS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private boolean answers() {
        try {
            return ask("ns", Type.A).getRcode() == Rcode.NOERROR;
        } catch (IOException e) {
            return false;
        }
    }

    /** Ends it; its port stays its own. */
    public void stop() {
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Where it listens, as {@code host:port}. */
    public String endpoint() {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return address;
    }

    /** Its records of that name and type, as text with TTL; for a resolver, what it has in its cache or finds. */
    public List<String> records(String name, int type) {
        try {
            return ask(name, type).getSection(Section.ANSWER).stream()
                    .map(record -> record.getTTL() + " " + record.rdataToString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The zone's serial number, which every change raises. */
    public long serial() {
        try {
            return ((SOARecord) ask("@", Type.SOA).getSection(Section.ANSWER).get(0)).getSerial();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Message ask(String name, int type) throws IOException {
        return resolver()
                .send(Message.newQuery(
                        Record.newRecord(Name.fromString(name, Name.fromString(ZONE + ".")), type, DClass.IN)));
    }

    private SimpleResolver resolver() {
        SimpleResolver resolver = new SimpleResolver(address);
        resolver.setTimeout(Duration.ofSeconds(1));
        return resolver;
    }

    /** Tells a secondary that the zone has changed, as its primary would. */
    public void follow() {
        try {
            Message notify = new Message();
            notify.getHeader().setOpcode(Opcode.NOTIFY);
            notify.getHeader().setFlag(Flags.AA);
            notify.addRecord(Record.newRecord(Name.fromString(ZONE + "."), Type.SOA, DClass.IN), Section.QUESTION);
            resolver().send(notify);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes the zone by {@code nsupdate}, as another person would. */
    public void update(String... lines) {
        String script = "server %s %d%nzone %s%n%s%nsend%n"
                .formatted(address.getAddress().getHostAddress(), address.getPort(), ZONE, String.join("\n", lines));
        LocalCommand.fed(script, "nsupdate", "-y", "hmac-sha256:" + KEY + ":" + SECRET);
    }

    @Override
    public void close() {
        stop();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
