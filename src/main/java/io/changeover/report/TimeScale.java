package io.changeover.report;

import io.changeover.report.RunReport.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Maps moments of a run to places on a line. Long waits for people are folded to a fixed width, so that an hour's wait
 * for an approval leaves room for the second of work after it; all other time has one scale.
 */
final class TimeScale {
    private static final double FOLDED = 64;
    private static final double FOLDED_AT_MOST = 0.4;
    private static final double BETWEEN_TICKS = 76;
    private static final long[] NICE = {
        1,
        2,
        5,
        10,
        20,
        50,
        100,
        200,
        500,
        1_000,
        2_000,
        5_000,
        10_000,
        15_000,
        30_000,
        60_000,
        120_000,
        300_000,
        600_000,
        900_000,
        1_800_000,
        3_600_000,
        7_200_000,
        14_400_000,
        43_200_000,
        86_400_000
    };

    private final List<Piece> pieces = new ArrayList<>();
    private final double perMilli;

    /** A stretch of time on the line. */
    private record Piece(Instant from, Instant to, double x, double width, boolean folded) {
        double at(Instant moment) {
            double whole = millis(from, to);
            double part = whole == 0 ? 0 : millis(from, moment) / whole;
            return x + width * Math.max(0, Math.min(1, part));
        }
    }

    /** A mark on the axis. */
    record Tick(double x, String label, boolean major) {}

    TimeScale(Instant start, Instant end, List<Wait> waits, double left, double right) {
        double width = right - left;
        double waited = waits.stream()
                .mapToDouble(wait -> millis(wait.from(), wait.to()))
                .sum();
        double working = width / Math.max(1, millis(start, end) - waited);
        List<Wait> folded = waits.stream()
                .filter(wait -> wait.duration().toMillis() * working > FOLDED)
                .toList();
        double fold = folded.isEmpty() ? 0 : Math.min(FOLDED, FOLDED_AT_MOST * width / folded.size());
        double hidden = folded.stream()
                .mapToDouble(wait -> millis(wait.from(), wait.to()))
                .sum();
        perMilli = (width - fold * folded.size()) / Math.max(1, millis(start, end) - hidden);
        double x = left;
        Instant from = start;
        for (Wait wait : folded) {
            x = add(from, wait.from(), x, millis(from, wait.from()) * perMilli, false);
            x = add(wait.from(), wait.to(), x, fold, true);
            from = wait.to();
        }
        add(from, end, x, millis(from, end) * perMilli, false);
    }

    private double add(Instant from, Instant to, double x, double width, boolean folded) {
        pieces.add(new Piece(from, to, x, width, folded));
        return x + width;
    }

    private static double millis(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e6;
    }

    /** The place of a moment; those before and after the run are at its ends. */
    double at(Instant moment) {
        return pieces.stream()
                .filter(piece -> !moment.isAfter(piece.to()))
                .findFirst()
                .orElse(pieces.get(pieces.size() - 1))
                .at(moment);
    }

    /** The clock where a stretch of work begins, and from there how long it lasted. */
    List<Tick> ticks() {
        long step = niceStep();
        List<Tick> ticks = new ArrayList<>();
        Wording say = new Wording();
        double free = Double.NEGATIVE_INFINITY;
        for (Piece piece : pieces) {
            if (piece.folded() || piece.x() < free) {
                continue;
            }
            ticks.add(new Tick(piece.x(), say.clock(piece.from()), true));
            free = piece.x() + BETWEEN_TICKS;
            for (long after = step; after * perMilli <= piece.width(); after += step) {
                double x = piece.x() + after * perMilli;
                if (x >= free) {
                    ticks.add(new Tick(x, "+" + Wording.brief(Duration.ofMillis(after)), false));
                    free = x + BETWEEN_TICKS;
                }
            }
        }
        return ticks;
    }

    private long niceStep() {
        for (long step : NICE) {
            if (step * perMilli >= BETWEEN_TICKS) {
                return step;
            }
        }
        return (long) (BETWEEN_TICKS / perMilli) + 1;
    }
}
