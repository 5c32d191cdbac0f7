package io.changeover.scenario;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The server as a process of its own, which can be killed the hard way and started again with the same data. */
public final class ServerNode implements AutoCloseable {
    private static final String USERS = """
            - { id: olga, password: "olga-writes-tests", groups: [operators] }
            - { id: anton, password: "anton-reads-them", groups: [approvers] }
            """;
    private static final Duration READY = Duration.ofSeconds(90);
    private static final List<String> QUICK =
            List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-XX:+UseSerialGC", "-Xmx512m");

    private final Path folder;
    private final List<String> properties;
    private final List<String> prefix;
    private final URI address;
    private Process process;

    /**
     * Starts it on this machine, without the watch; it is not ready yet.
     *
     * @param folder its working folder and the place of its data and log
     * @param properties as they are given after {@code --}
     */
    ServerNode(Path folder, String... properties) throws IOException {
        this(folder, List.of(), URI.create("http://127.0.0.1:" + freePort()), withoutWatch(properties));
    }

    /** The watch reads what runs read, and would stand at the moments that tests hold for runs. */
    private static String[] withoutWatch(String... properties) {
        return Stream.concat(Stream.of("--changeover.watch=false"), Stream.of(properties))
                .toArray(String[]::new);
    }

    /**
     * Starts it in another place; it is not ready yet.
     *
     * @param prefix the command that runs another one there
     * @param address where it listens, as it is reached from here
     */
    public ServerNode(Path folder, List<String> prefix, URI address, String... properties) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.prefix = List.copyOf(prefix);
        this.address = address;
        this.properties = List.of(properties);
        Path users = folder.resolve("users.yaml");
        Files.writeString(users, USERS);
        Files.setPosixFilePermissions(users, PosixFilePermissions.fromString("rw-------"));
        start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return free.getLocalPort();
        }
    }

    /** Starts it again. */
    public void start() throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(QUICK);
        command.addAll(List.of("-cp", classPath(), "io.changeover.Main", "server"));
        command.addAll(List.of("--port=" + address.getPort(), "--address=" + address.getHost()));
        command.addAll(List.of("--data=" + folder.resolve("data"), "--"));
        command.addAll(properties);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
        builder.environment()
                .put("CHANGEOVER_USERS_FILE", folder.resolve("users.yaml").toString());
        process = builder.start();
    }

    /** What a user would run, wherever it is run: without the classes of the tests. */
    public static String classPath() {
        return String.join(
                File.pathSeparator,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("test-classes/"))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .toList());
    }

    /** Returns when it says that it is ready. */
    public void awaitReady() {
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        HttpRequest health = HttpRequest.newBuilder(address().resolve("/actuator/health/readiness"))
                .timeout(Duration.ofSeconds(5))
                .build();
        await("a server that is ready, its log is " + folder.resolve("log"))
                .atMost(READY)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException("the server ended: " + log());
                    }
                    return answers(client, health);
                });
    }

    private static boolean answers(HttpClient client, HttpRequest health) throws InterruptedException {
        try {
            return client.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    public URI address() {
        return address;
    }

    long pid() {
        return process.pid();
    }

    /** What it has said so far. */
    public String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills it with SIGKILL and returns when it is gone. */
    public void kill() {
        // In another place the server is a child of the command that runs it there.
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
