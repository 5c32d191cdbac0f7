package io.changeover.scenario.lab;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lab's client, which sends numbered orders by both routes all the time, and what it was told. */
public final class Orders implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Programs programs;
    private int times;
    private Path log;
    private Process client;

    Orders(Programs programs) {
        this.programs = programs;
        this.log = programs.folder().resolve("orders");
    }

    /**
     * An acknowledged order.
     *
     * @param at in seconds since 1970
     * @param route {@code www} or {@code edge}
     * @param site that took it
     */
    record Ack(double at, String token, String route, String site) {}

    /** Forgets what was before and begins to send; returns when each route has brought an acknowledgement. */
    public void begin() throws IOException {
        close();
        log = programs.folder().resolve("orders-" + ++times);
        client = programs.begin("run", "client", Programs.path("client"), "run", log.toString());
        for (String route : List.of("www", "edge")) {
            await("orders by " + route)
                    .atMost(PATIENCE)
                    .until(() -> acks().stream().anyMatch(ack -> ack.route().equals(route)));
        }
    }

    /** Returns when the newest acknowledgement of each route is from that site. */
    public void awaitFrom(String site) {
        for (String route : List.of("www", "edge")) {
            await("orders by " + route + " that " + site + " takes")
                    .atMost(PATIENCE)
                    .until(() -> acks().stream()
                            .filter(ack -> ack.route().equals(route))
                            .reduce((earlier, later) -> later)
                            .map(Ack::site)
                            .equals(Optional.of(site)));
        }
    }

    /** Returns when each route has brought an acknowledgement from that site that came after this call. */
    void awaitNewFrom(String site) {
        int seen = acks().size();
        for (String route : List.of("www", "edge")) {
            await("new orders by " + route + " that " + site + " takes")
                    .atMost(PATIENCE)
                    .until(() -> acks().stream()
                            .skip(seen)
                            .anyMatch(ack ->
                                    ack.route().equals(route) && ack.site().equals(site)));
        }
    }

    /** How often a route began to fail after it had worked: one interruption of the service is one of them. */
    int interruptions(String route) {
        int count = 0;
        boolean good = false;
        for (String[] words : lines()) {
            if (words[2].equals(route)) {
                count += good && !words[3].equals("ack") ? 1 : 0;
                good = words[3].equals("ack");
            }
        }
        return count;
    }

    /** The times between the last acknowledgement of one site and the first of the other, by a route, in order. */
    List<Duration> changes(String route) {
        List<Duration> changes = new ArrayList<>();
        Ack last = null;
        for (Ack ack : acks()) {
            if (ack.route().equals(route)) {
                if (last != null && !last.site().equals(ack.site())) {
                    changes.add(Duration.ofMillis(Math.round((ack.at() - last.at()) * 1_000)));
                }
                last = ack;
            }
        }
        return changes;
    }

    /** All acknowledgements since the beginning, in the order in which they came. */
    List<Ack> acks() {
        return lines().stream()
                .filter(words -> words.length == 5 && words[3].equals("ack"))
                .map(words -> new Ack(Double.parseDouble(words[0]), words[1], words[2], words[4]))
                .toList();
    }

    /** Time, token, route, {@code ack} or {@code fail}, and what was told, of every answer. */
    private List<String[]> lines() {
        if (!Files.exists(log)) {
            return List.of();
        }
        try {
            String text = Files.readString(log);
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .map(line -> line.split(" "))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tokens that were acknowledged. */
    public List<String> tokens() {
        return acks().stream().map(Ack::token).toList();
    }

    /** The longest time between two acknowledgements of one route: the outage that its users saw. */
    public Duration longestGap(String route) {
        double longest = 0;
        double last = Double.NaN;
        for (Ack ack : acks()) {
            if (ack.route().equals(route)) {
                longest = Double.isNaN(last) ? 0 : Math.max(longest, ack.at() - last);
                last = ack.at();
            }
        }
        return Duration.ofMillis(Math.round(longest * 1_000));
    }

    /** The sites that answered, each as often as it began to: one move leads to two entries. */
    List<String> sites() {
        List<String> sites = new ArrayList<>();
        for (Ack ack : acks()) {
            if (sites.isEmpty() || !sites.get(sites.size() - 1).equals(ack.site())) {
                sites.add(ack.site());
            }
        }
        return sites;
    }

    /** Ends the client and returns when nothing more is sent. */
    @Override
    public void close() {
        if (client != null) {
            client.descendants().forEach(ProcessHandle::destroy);
            client.onExit().join();
            client = null;
        }
    }
}
