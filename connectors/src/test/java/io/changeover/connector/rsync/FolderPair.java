package io.changeover.connector.rsync;

import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import io.changeover.connector.spi.Settings;
import io.changeover.connector.spi.Shell;
import io.changeover.connector.spi.Target;
import io.changeover.connector.ssh.OpenSshDaemon;
import io.changeover.connector.ssh.SshShells;
import io.changeover.connector.testing.TestContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A folder at two sites, {@code fra} and {@code ams}, each with an OpenSSH server of its own on loopback. */
public final class FolderPair implements AutoCloseable {
    /** Where the data are at first. */
    public static final String FRA = "fra";

    /** Where they are copied to. */
    public static final String AMS = "ams";

    private final Path root;
    private final Map<String, OpenSshDaemon> daemons = new HashMap<>();
    private final SshShells shells = new SshShells();
    private final Map<String, Object> more = new HashMap<>();

    private FolderPair(Path root) {
        this.root = root;
    }

    /** Both servers, with these lines of configuration on top, and both folders empty. */
    public static FolderPair in(Path root, String... extra) throws IOException, InterruptedException {
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        FolderPair pair = new FolderPair(root);
        for (String site : List.of(FRA, AMS)) {
            Files.createDirectories(pair.path(site));
            Path own = Files.createDirectories(root.resolve(site).resolve("sshd"));
            pair.daemons.put(site, new OpenSshDaemon(own, extra));
        }
        for (String site : List.of(FRA, AMS)) {
            pair.trust(site, pair.daemon(other(site)).knownHostsLine("host"));
        }
        return pair;
    }

    /** What a site's host takes for the key of the other. */
    public void trust(String site, String line) throws IOException {
        Files.writeString(knownHosts(site), line);
    }

    private Path knownHosts(String site) {
        return root.resolve(site).resolve("known hosts");
    }

    static String other(String site) {
        return site.equals(FRA) ? AMS : FRA;
    }

    OpenSshDaemon daemon(String site) {
        return daemons.get(site);
    }

    /** A site's folder; both have a blank in their names. */
    public Path path(String site) {
        return root.resolve(site).resolve("up loads");
    }

    Path state(String site) {
        return root.resolve(site).resolve(".up loads.changeover");
    }

    /** Changes settings of both sides for all requests made from now on. */
    public FolderPair with(String setting, Object value) {
        more.put(setting, value);
        return this;
    }

    /** The ssh command by which a site's host logs in to the other, as one would type it for rsync. */
    public String login(String site) {
        OpenSshDaemon far = daemon(other(site));
        return "ssh -p %d -i %s -o 'UserKnownHostsFile=\"%s\"'".formatted(far.port(), far.identity(), knownHosts(site));
    }

    /** A site's folder, as one would type it for rsync. */
    public String place(String site) {
        return OpenSshDaemon.ADDRESS + ":" + path(site) + "/";
    }

    Target target(String site) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "path", path(site).toString(),
                "transferKey", daemon(other(site)).identity().toString(),
                "transferKnownHosts", knownHosts(site).toString()));
        settings.putAll(more);
        return new Target(
                Operation.SYNC.kind(), "uploads", site, daemon(site).host(site + "-app1", site), Settings.of(settings));
    }

    /** A request whose target is at that site and whose peer is at the other, in that epoch. */
    public Request request(Operation operation, String site, long epoch) {
        Map<String, String> environment = Map.of("CHANGEOVER_EPOCH", Long.toString(epoch));
        return new Request(operation, target(site), target(other(site)), false, environment);
    }

    /** What the runtime would lend: both hosts by SSH. */
    public TestContext context() {
        return context(Duration.ofSeconds(60));
    }

    TestContext context(Duration limit) {
        return new TestContext(shells::on, limit);
    }

    /** The same with another shell for a site's host. */
    TestContext context(String site, Shell shell) {
        return new TestContext(host -> host.site().equals(site) ? shell : shells.on(host), Duration.ofSeconds(60));
    }

    /** Runs an operation in the first epoch. */
    Result run(Operation operation, String site) throws Exception {
        return run(operation, site, 1);
    }

    Result run(Operation operation, String site, long epoch) throws Exception {
        return new RsyncConnector().execute(request(operation, site, epoch), context());
    }

    void write(String site, String name, String text) throws IOException {
        Path file = path(site).resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    String read(String site, String name) throws IOException {
        return Files.readString(path(site).resolve(name));
    }

    boolean has(String site, String name) {
        return Files.exists(path(site).resolve(name));
    }

    /** Every file of both sides with its text, and what the markers say but for the time of the last pass. */
    String world() {
        StringBuilder text = new StringBuilder();
        for (String site : List.of(FRA, AMS)) {
            for (Path folder : List.of(path(site), state(site))) {
                list(folder).forEach(file -> text.append(file).append('\n').append(content(file)));
            }
        }
        return text.toString();
    }

    private static List<Path> list(Path folder) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String content(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.readString(file).replaceAll("(?m)^pass .*\n", "") : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empties both folders and forgets all markers. */
    void clear() throws IOException {
        for (String site : List.of(FRA, AMS)) {
            for (Path folder : List.of(path(site), state(site))) {
                for (Path file : list(folder).stream()
                        .sorted((one, two) -> two.compareTo(one))
                        .toList()) {
                    Files.delete(file);
                }
            }
            Files.createDirectories(path(site));
        }
    }

    @Override
    public void close() {
        shells.close();
        daemons.values().forEach(OpenSshDaemon::close);
    }
}
