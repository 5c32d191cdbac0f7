package io.changeover.scenario;

import static org.awaitility.Awaitility.await;

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
import java.util.List;
import java.util.stream.Stream;

/** The server as a process of its own, which can be killed the hard way and started again with the same data. */
public final class ServerNode implements AutoCloseable {
    private static final String USERS = """
            - { id: olga, password: "olga-writes-tests", groups: [operators] }
            - { id: anton, password: "anton-reads-them", groups: [approvers] }
            """;
    private static final Duration READY = Duration.ofSeconds(90);
    private static final Duration PEACE = Duration.ofSeconds(120);

    private final Path folder;
    private final List<String> java;
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
        this(folder, List.of(), loopback(), ServerImage.words(), withoutWatch(properties));
    }

    /**
     * Starts it on this machine from other words than those of the image; it is not ready yet.
     *
     * @param java the words up to those of the command line
     */
    ServerNode(Path folder, List<String> java) throws IOException {
        this(folder, List.of(), loopback(), java);
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
        this(folder, prefix, address, ServerImage.words(), properties);
    }

    private ServerNode(Path folder, List<String> prefix, URI address, List<String> java, String... properties)
            throws IOException {
        this.folder = Files.createDirectories(folder);
        this.prefix = List.copyOf(prefix);
        this.java = List.copyOf(java);
        this.address = address;
        this.properties = List.of(properties);
        Path users = folder.resolve("users.yaml");
        Files.writeString(users, USERS);
        Files.setPosixFilePermissions(users, PosixFilePermissions.fromString("rw-------"));
        start();
    }

    private static URI loopback() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return URI.create("http://127.0.0.1:" + free.getLocalPort());
        }
    }

    /** Starts it again. */
    public void start() throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(java);
        command.addAll(List.of("server", "--port=" + address.getPort(), "--address=" + address.getHost()));
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

    /** Asks it to end and returns when it has ended. */
    void end() {
        process.destroy();
        await("the end of the server")
                .atMost(PEACE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !process.isAlive());
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
