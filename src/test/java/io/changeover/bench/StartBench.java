package io.changeover.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The server as its users start it: with the launcher, on a database that is there. */
final class StartBench {
    private static final Duration REST = Duration.ofSeconds(10);
    private static final int STARTS = 3;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    List<Figure> figures() throws IOException, InterruptedException {
        // Whatever has to be built is built here, and the database is made.
        launch(List.of("--version"), ProcessBuilder.Redirect.DISCARD).waitFor();
        List<Double> seconds = new ArrayList<>();
        List<Double> memory = new ArrayList<>();
        List<Double> verbs = new ArrayList<>();
        try (Folder folder = Folder.create()) {
            start(folder);
            for (int i = 0; i < STARTS; i++) {
                double[] found = start(folder);
                seconds.add(found[0]);
                memory.add(found[1]);
                verbs.add(found[2]);
            }
        }
        return List.of(
                new Figure(
                        "server start to ready",
                        Numbers.median(seconds),
                        10,
                        "s",
                        "the launcher on an existing H2 file; median of %d, worst %.1f"
                                .formatted(STARTS, Numbers.max(seconds))),
                new Figure(
                        "resident memory at rest",
                        Numbers.median(memory),
                        700,
                        "MiB",
                        "%d s after ready; median of %d".formatted(REST.toSeconds(), STARTS)),
                new Figure(
                        "command line, 'plan list' from start to end",
                        Numbers.median(verbs),
                        1,
                        "s",
                        "the launcher, at a server at rest; median of %d, worst %.2f"
                                .formatted(STARTS, Numbers.max(verbs))));
    }

    /** Seconds to ready, mebibytes at rest, and seconds of one verb. */
    private double[] start(Folder folder) throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        long began = System.nanoTime();
        Process server = launch(
                List.of("server", "--port", "" + port, "--data", folder.path().toString()),
                ProcessBuilder.Redirect.to(folder.path().resolve("output").toFile()));
        try {
            while (!ready(port)) {
                if (!server.isAlive()) {
                    throw new IllegalStateException("wanted a server, found that it ended with " + server.exitValue());
                }
                Pause.millis(20);
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            Pause.millis(REST.toMillis());
            double memory = Machine.number("/proc/" + server.pid() + "/status", "VmRSS:") / 1024.0;
            return new double[] {seconds, memory, verb(folder, port)};
        } finally {
            server.destroy();
            if (!server.waitFor(30, TimeUnit.SECONDS)) {
                server.destroyForcibly().waitFor();
            }
        }
    }

    private static double verb(Folder folder, int port) throws IOException, InterruptedException {
        String password = folder.path().resolve("admin-password").toString();
        String server = "http://127.0.0.1:" + port;
        List<String> words =
                List.of("plan", "list", "--server", server, "--user", "admin", "--password-file", password);
        long began = System.nanoTime();
        int exit = launch(words, ProcessBuilder.Redirect.DISCARD).waitFor();
        if (exit != 0) {
            throw new IllegalStateException("wanted a list of plans, found exit code " + exit);
        }
        return (System.nanoTime() - began) / 1e9;
    }

    private static Process launch(List<String> words, ProcessBuilder.Redirect output) throws IOException {
        List<String> all =
                new ArrayList<>(List.of(Path.of("changeover").toAbsolutePath().toString()));
        all.addAll(words);
        return new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
    }

    private boolean ready(int port) throws InterruptedException {
        try {
            URI readiness = URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
            HttpRequest request = HttpRequest.newBuilder(readiness)
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
