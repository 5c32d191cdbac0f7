package io.changeover.demo;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The server, a process of its own as it would be anywhere else. */
final class ServerProcess {
    /** The system property with the words that start a server in place of the usual ones. */
    static final String COMMAND = "changeover.server.command";

    private static final Duration READY = Duration.ofSeconds(120);
    private static final int LOG_LINES = 25;

    private final Process process;
    private final URI address;
    private final Path log;

    private ServerProcess(Process process, URI address, Path log) {
        this.process = process;
        this.address = address;
        this.log = log;
    }

    /** Starts it on a port that is free; it is not ready yet. */
    static ServerProcess start(Path folder, int port, List<User> users) throws IOException {
        Path usersFile = folder.resolve("keys/users.yaml");
        SshKeys.secret(usersFile, User.file(users));
        List<String> command = new ArrayList<>(command(folder));
        command.addAll(List.of("server", "--port=" + port, Processes.data(folder)));
        Path log = folder.resolve("server.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Files.createDirectories(folder.resolve("server")).toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("CHANGEOVER_USERS_FILE", usersFile.toString());
        return new ServerProcess(builder.start(), URI.create("http://127.0.0.1:" + port), log);
    }

    /**
     * Returns when it says that it is healthy.
     *
     * @throws DemoException with the end of its log, if it ends before
     */
    void awaitReady(Screen screen) throws InterruptedException, IOException {
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        HttpRequest health = HttpRequest.newBuilder(address.resolve("/actuator/health"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long begun = System.nanoTime();
        Waiting.until("server ready at " + address, READY, Duration.ofMillis(150), () -> {
            if (!process.isAlive()) {
                throw new DemoException("server: wanted it ready, found exit code %d; the end of its log:%n%s"
                        .formatted(process.exitValue(), endOfLog()));
            }
            screen.doing("the server starts, " + Screen.seconds(Duration.ofNanos(System.nanoTime() - begun)));
            return client.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        });
    }

    /** Where it listens. */
    URI address() {
        return address;
    }

    /** Asks it to end, then forces it. */
    void end() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(6, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
        }
    }

    private String endOfLog() throws IOException {
        List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    }

    private static List<String> command(Path folder) {
        String given = System.getProperty(COMMAND, "").strip();
        if (!given.isEmpty()) {
            return List.of(given.split("\\s+"));
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // The server has a working folder of its own: relative names would lead elsewhere.
        List<String> entries = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .toList();
        List<String> command = new ArrayList<>(
                List.of(java, "-Xmx512m", Processes.mark(folder), "-Djava.io.tmpdir=" + folder.resolve("server")));
        command.addAll(compilers());
        if (entries.size() == 1 && entries.get(0).endsWith(".jar")) {
            Path archive = Path.of(entries.get(0)).resolveSibling("changeover.jsa");
            if (Files.isReadable(archive)) { // the launcher's, for a fast start; one that does not fit is passed over
                command.addAll(List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:disable", "-Xlog:all=error:stderr"));
            }
            command.addAll(List.of("-jar", entries.get(0)));
        } else {
            command.addAll(List.of("-cp", String.join(File.pathSeparator, entries), "io.changeover.Main"));
        }
        return command;
    }

    /** How the launcher sets Java's compilers, for the demonstration as for a server. */
    private static List<String> compilers() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-XX:Tier"))
                .toList();
    }
}
