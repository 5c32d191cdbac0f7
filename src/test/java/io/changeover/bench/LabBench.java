package io.changeover.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.changeover.scenario.lab.Lab;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The lab's whole service (PostgreSQL, files, two applications and a worker, front, DNS, HAProxy) moved there and back by
 * the runbooks and by typed commands, in turns in the same lab, while its client sends orders by both routes. Needs root.
 */
final class LabBench {
    private static final int TURNS = 3;
    private static final Path SCRIPT =
            Path.of("src/test/resources/bench/hand-move").toAbsolutePath();

    private final Lab lab;
    private final List<Double> byRunbook = new ArrayList<>();
    private final List<Double> byHand = new ArrayList<>();
    private int acknowledged;
    private int lost;

    private LabBench(Lab lab) {
        this.lab = lab;
    }

    /** A move in one direction. */
    private interface Move {
        void from(String from, String to) throws Exception;
    }

    static List<Figure> figures() throws Exception {
        try (Lab lab = Lab.up()) {
            return new LabBench(lab).measure();
        }
    }

    private List<Figure> measure() throws Exception {
        thereAndBack(this::runbook, new ArrayList<>());
        for (int i = 0; i < TURNS; i++) {
            thereAndBack(this::runbook, byRunbook);
            thereAndBack(this::hand, byHand);
        }
        Bench.say("lab outages in turns, ms: by runbook %s, by hand %s".formatted(byRunbook, byHand));
        double median = Numbers.median(byRunbook);
        double floor = Numbers.median(byHand);
        return List.of(
                new Figure(
                        "lab switchover's outage beside commands typed in the same order",
                        median / floor,
                        1.5,
                        "×",
                        ("by runbook %.0f ms (%.0f to %.0f), by hand %.0f ms (%.0f to %.0f); medians of %d in turns, "
                                        + "after %d; PostgreSQL, files, services, DNS, HAProxy")
                                .formatted(
                                        median,
                                        Numbers.percentile(byRunbook, 0),
                                        Numbers.max(byRunbook),
                                        floor,
                                        Numbers.percentile(byHand, 0),
                                        Numbers.max(byHand),
                                        byHand.size(),
                                        2)),
                new Figure(
                        "acknowledged orders lost in the lab",
                        lost,
                        0,
                        "",
                        "of %,d, by row and by file, in all moves by either".formatted(acknowledged)));
    }

    private void thereAndBack(Move move, List<Double> into) throws Exception {
        for (String from : List.of("fra", "ams")) {
            String to = from.equals("fra") ? "ams" : "fra";
            lab.orders().begin();
            move.from(from, to);
            lab.orders().awaitFrom(to);
            lab.orders().close();
            double gap = Math.max(
                    lab.orders().longestGap("www").toMillis(),
                    lab.orders().longestGap("edge").toMillis());
            into.add(gap);
            acknowledged += lab.orders().tokens().size();
            lost += missing(lab.rows(to)) + missing(lab.uploads(to));
        }
    }

    private int missing(List<String> there) {
        TreeSet<String> missing = new TreeSet<>(lab.orders().tokens());
        missing.removeAll(new TreeSet<>(there));
        return missing.size();
    }

    private void runbook(String from, String to) {
        JsonNode ended = lab.move(from.equals("fra") ? "switchover" : "failback");
        if (!ended.at("/run/outcome").asText().equals("COMPLETED")) {
            throw new IllegalStateException("wanted the move to complete, found " + ended);
        }
    }

    private void hand(String from, String to) {
        lab.on("orc", "env", "LAB_DIR=" + lab.folder(), "bash", SCRIPT.toString(), from, to);
    }
}
