package io.changeover.bench;

import io.changeover.connector.haproxy.HaproxyConnector;
import io.changeover.connector.haproxy.HaproxyServer;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Host;
import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Settings;
import io.changeover.connector.spi.Shell;
import io.changeover.connector.spi.Target;
import io.changeover.connector.spi.Wire;
import io.changeover.connector.ssh.OpenSshDaemon;
import io.changeover.connector.ssh.SshShells;
import io.changeover.connector.testing.TestContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runtime commands of a real HAProxy over its socket through real SSH, beside a socat process on the same machine. */
final class HaproxyBench {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int WARM = 300;
    private static final int ROUNDS = 9;
    private static final int EACH = 40;

    private final HaproxyServer haproxy;
    private final SshShells shells = new SshShells();
    private final Host host;
    private final List<Double> ours = new ArrayList<>();
    private final List<Double> socat = new ArrayList<>();
    private final List<Double> reads = new ArrayList<>();

    private HaproxyBench(HaproxyServer haproxy, Host host) {
        this.haproxy = haproxy;
        this.host = host;
    }

    static List<Figure> figures() throws Exception {
        try (Folder folder = Folder.create();
                OpenSshDaemon daemon =
                        new OpenSshDaemon(Files.createDirectory(folder.path().resolve("ssh")));
                HaproxyServer haproxy = HaproxyServer.start(
                        folder.path(), "server fra1 127.0.0.1:1", "server ams1 127.0.0.1:2 disabled")) {
            HaproxyBench bench = new HaproxyBench(haproxy, daemon.host());
            try {
                return bench.measure();
            } finally {
                bench.shells.close();
            }
        }
    }

    private List<Figure> measure() throws Exception {
        Shell shell = shells.on(host);
        try (Wire wire = shell.socket(haproxy.socket(), LIMIT)) {
            ask(wire, "prompt");
            for (int i = 0; i < WARM; i++) {
                ask(wire, command(i));
            }
            for (int round = 0; round < ROUNDS; round++) {
                timed(ours, i -> ask(wire, command(i)));
                timed(socat, i -> bySocat(command(i)));
            }
        }
        HaproxyConnector connector = new HaproxyConnector();
        Request request = new Request(Operation.READ, target("fra"), target("ams"), false, Map.of());
        for (int round = 0; round < ROUNDS; round++) {
            Context context = new TestContext(one -> shell, Duration.ofMinutes(5));
            timed(reads, i -> connector.execute(request, context));
        }
        double median = Numbers.median(ours);
        String how = "median of %d over one socket through OpenSSH on loopback, in turns with socat; worst %.1f ms"
                .formatted(ours.size(), Numbers.max(ours));
        return List.of(
                new Figure("HAProxy runtime command", median, 2, "ms", how),
                new Figure(
                        "the same beside a socat process",
                        median / Numbers.median(socat),
                        0.3,
                        "×",
                        "socat on the HAProxy's own machine %.1f ms".formatted(Numbers.median(socat))),
                new Figure(
                        "HAProxy route read",
                        Numbers.median(reads),
                        10,
                        "ms",
                        "median of %d; socket opened, three commands, closed".formatted(reads.size())));
    }

    /** One command, by its number. */
    private interface Work {
        void run(int number) throws Exception;
    }

    private static void timed(List<Double> into, Work work) throws Exception {
        for (int i = 0; i < EACH; i++) {
            long begin = System.nanoTime();
            work.run(i);
            into.add((System.nanoTime() - begin) / 1e6);
        }
    }

    private static String command(int number) {
        return "set server app/fra1 weight " + (number % 100 + 1);
    }

    private static void ask(Wire wire, String command) throws Exception {
        wire.send((command + "\n").getBytes(StandardCharsets.UTF_8), LIMIT);
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\n> ") < 0) {
            answer.append(new String(wire.receive(LIMIT), StandardCharsets.UTF_8));
        }
        if (!answer.toString().isBlank() && !answer.toString().strip().equals(">")) {
            throw new IllegalStateException(command + ": " + answer);
        }
    }

    private void bySocat(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("socat", "stdio", "unix:" + haproxy.socket()).start();
        process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0 || !said.isBlank()) {
            throw new IllegalStateException(command + ": " + said);
        }
    }

    private Target target(String site) {
        Map<String, ?> settings = Map.of("socket", haproxy.socket(), "backend", "app", "servers", List.of(site + "1"));
        return new Target(Kind.ROUTE, "shop", site, host, Settings.of(settings));
    }
}
