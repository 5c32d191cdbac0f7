package io.changeover.report;

import io.changeover.domain.run.FoldedLine;
import io.changeover.domain.run.Span;
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

    private final FoldedLine line;

    /** A mark on the axis. */
    record Tick(double x, String label, boolean major) {}

    TimeScale(Instant start, Instant end, List<Wait> waits, double left, double right) {
        double width = right - left;
        List<Span> quiet =
                waits.stream().map(wait -> new Span(wait.from(), wait.to())).toList();
        line = FoldedLine.of(
                new Span(start, end),
                quiet,
                left,
                right,
                new FoldedLine.Folding(FOLDED / width, FOLDED, FOLDED_AT_MOST * width));
    }

    /** The place of a moment; those before and after the run are at its ends. */
    double at(Instant moment) {
        return line.at(moment);
    }

    /** The clock where a stretch of work begins, and from there how long it lasted. */
    List<Tick> ticks() {
        double perMilli = line.perMilli();
        long step = niceStep(perMilli);
        List<Tick> ticks = new ArrayList<>();
        Wording say = new Wording();
        double free = Double.NEGATIVE_INFINITY;
        for (FoldedLine.Piece piece : line.pieces()) {
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

    private static long niceStep(double perMilli) {
        for (long step : NICE) {
            if (step * perMilli >= BETWEEN_TICKS) {
                return step;
            }
        }
        return (long) (BETWEEN_TICKS / perMilli) + 1;
    }
}
