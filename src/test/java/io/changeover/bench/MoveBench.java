package io.changeover.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.changeover.connector.postgresql.PostgresPair;
import io.changeover.connector.postgresql.RowWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL pair moved there and back by the server's own runbooks, over real SSH, and by the hand-written sequence,
 * in turns, while a client writes a row every few milliseconds.
 */
final class MoveBench {
    private static final int WARM = 6;
    private static final int COMPARED = 10;
    private static final int MOVES = 50;

    /** Whoever asks every few milliseconds takes the machine from what is measured. */
    private static final Duration PACE = Duration.ofMillis(250);

    private final PostgresPair pair;
    private final HandMove hand;
    private final ApiClient client;
    private final List<Double> gaps = new ArrayList<>();
    private final List<Double> handGaps = new ArrayList<>();
    private final List<Double> whole = new ArrayList<>();
    private int acknowledged;
    private int lost;

    private MoveBench(PostgresPair pair, ApiClient client) {
        this.pair = pair;
        this.hand = new HandMove(pair);
        this.client = client;
    }

    /** A move in one direction. */
    private interface Move {
        void from(String from, String to) throws Exception;
    }

    static List<Figure> figures() throws Exception {
        try (Folder folder = Folder.create();
                LoopbackSshd sshd = new LoopbackSshd(folder.path());
                PostgresPair pair = PostgresPair.start();
                BenchServer server = BenchServer.onH2()) {
            server.apply("ledger", plan(pair, sshd, folder));
            return new MoveBench(pair, new ApiClient(server.port(), PACE)).measure();
        }
    }

    private List<Figure> measure() throws Exception {
        thereAndBack(WARM, this::byRunbook, new ArrayList<>());
        thereAndBack(2, hand::move, new ArrayList<>());
        whole.clear();
        acknowledged = 0;
        lost = 0;
        for (int i = 0; i < COMPARED; i += 2) {
            thereAndBack(2, this::byRunbook, gaps);
            thereAndBack(2, hand::move, handGaps);
        }
        double median = Numbers.median(gaps);
        double floor = Numbers.median(handGaps);
        List<Double> times = List.copyOf(whole);
        Bench.say("gaps in turns, ms: by runbook %s, by hand %s".formatted(gaps, handGaps));
        thereAndBack(MOVES - COMPARED, this::byRunbook, gaps);
        String how = "median of %d, in turns with %d by hand, after %d; H2, warm JVM, OpenSSH on loopback"
                .formatted(COMPARED, COMPARED, WARM);
        return List.of(
                new Figure("PostgreSQL switchover, client's write gap", median, 250, "ms", how),
                new Figure(
                        "the same beside the hand-written sequence",
                        median / floor,
                        2,
                        "×",
                        "by hand %.0f ms (%.0f to %.0f)"
                                .formatted(floor, Numbers.percentile(handGaps, 0), Numbers.max(handGaps))),
                new Figure("longest write gap", Numbers.max(gaps), 1_000, "ms", "of %d moves".formatted(gaps.size())),
                new Figure(
                        "acknowledged rows lost",
                        lost,
                        0,
                        "",
                        "of %,d, in %d moves by either".formatted(acknowledged, gaps.size() + handGaps.size())),
                new Figure(
                        "whole switchover apart from people",
                        Numbers.median(times) / 1000,
                        1,
                        "s",
                        "median of %d, worst %.2f of %d; readiness twice, approval at once, move, protection, records"
                                .formatted(times.size(), Numbers.max(whole) / 1000, whole.size())));
    }

    private void thereAndBack(int moves, Move move, List<Double> into) throws Exception {
        for (int i = 0; i < moves; i++) {
            String from = i % 2 == 0 ? PostgresPair.FRA : PostgresPair.AMS;
            String to = PostgresPair.other(from);
            RowWriter writer = pair.startWriter();
            try (writer) {
                await(writer, 100);
                move.from(from, to);
                await(writer, writer.acknowledged() + 50);
            }
            into.add((double) writer.longestGapMillis());
            acknowledged += writer.acknowledged();
            lost += writer.missingAt(to).size();
        }
    }

    private static void await(RowWriter writer, int rows) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (writer.acknowledged() < rows) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("wanted " + rows + " rows, found " + writer.acknowledged());
            }
            Pause.millis(5);
        }
    }

    private void byRunbook(String from, String to) {
        JsonNode detail = client.approvedRun(from.equals(PostgresPair.FRA) ? "switchover" : "failback", "ledger");
        JsonNode run = detail.get("run");
        if (!run.get("outcome").asText().equals("COMPLETED")) {
            throw new IllegalStateException("wanted the move to complete, found " + detail);
        }
        Instant began = Instant.parse(run.get("startedAt").asText());
        Instant ended = Instant.parse(run.get("endedAt").asText());
        whole.add(Duration.between(began, ended).toNanos() / 1e6);
    }

    private static String plan(PostgresPair pair, LoopbackSshd sshd, Folder folder) {
        Object password = pair.settings(PostgresPair.FRA).get("password");
        String shared = "user: dr, password: \"${file:%s}\", bin: %s%s"
                .formatted(
                        folder.write("password", password + "\n"),
                        pair.settings(PostgresPair.FRA).get("bin"),
                        pair.settings(PostgresPair.FRA).containsKey("runAs") ? ", runAs: postgres" : "");
        return """
                plan: ledger
                objectives: { rpo: 5s, rto: 60s }
                sites:
                  fra: { preferred: true }
                  ams: {}
                hosts:
                  fra-db1: { site: fra, address: %1$s, ssh: %3$s }
                  ams-db1: { site: ams, address: %2$s, ssh: %3$s }
                groups:
                  - name: database
                    instances:
                      - { name: ledger, connector: postgresql, %4$s, fra: { host: fra-db1, %5$s }, ams: { host: ams-db1, %6$s } }
                datasets:
                  - { name: ledger, connector: postgresql, rpo: 5s }
                """.formatted(
                        PostgresPair.address("fra"),
                        PostgresPair.address("ams"),
                        sshd.settings(),
                        shared,
                        place(pair, "fra"),
                        place(pair, "ams"));
    }

    private static String place(PostgresPair pair, String site) {
        return "port: %d, data: %s, slot: to_%s".formatted(pair.port(site), pair.data(site), site);
    }
}
