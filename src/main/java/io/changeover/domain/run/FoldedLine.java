package io.changeover.domain.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of time on which long quiet stretches are folded to a fixed width, so that an hour's wait leaves room for the
 * seconds of work after it; all other time has one scale. Immutable.
 */
public final class FoldedLine {
    private final List<Piece> pieces;
    private final double perMilli;

    /**
     * A stretch of the line.
     *
     * @param x where it begins
     */
    public record Piece(Instant from, Instant to, double x, double width, boolean folded) {
        private double at(Instant moment) {
            double whole = millis(from, to);
            double part = whole == 0 ? 0 : millis(from, moment) / whole;
            return x + width * Math.max(0, Math.min(1, part));
        }
    }

    /**
     * How a line is folded.
     *
     * @param longer what is folded, as a multiple of all time that is not quiet
     * @param width how wide a fold is
     * @param atMost how wide all folds are together at most
     */
    public record Folding(double longer, double width, double atMost) {}

    /**
     * The line of this time, from left to right.
     *
     * @param quiet stretches in which nothing is at work, within the time, in order and without overlap
     */
    public static FoldedLine of(Span time, List<Span> quiet, double left, double right, Folding folding) {
        double working = Math.max(1, millis(time) - millis(quiet));
        List<Span> folded = quiet.stream()
                .filter(span -> millis(span) > folding.longer() * working)
                .toList();
        double fold = folded.isEmpty() ? 0 : Math.min(folding.width(), folding.atMost() / folded.size());
        double shown = Math.max(1, millis(time) - millis(folded));
        double perMilli = (right - left - fold * folded.size()) / shown;
        return new FoldedLine(time, folded, left, fold, perMilli);
    }

    private FoldedLine(Span time, List<Span> folded, double left, double fold, double perMilli) {
        this.perMilli = perMilli;
        List<Piece> all = new ArrayList<>();
        Instant from = time.from();
        double x = left;
        for (Span span : folded) {
            double width = millis(from, span.from()) * perMilli;
            all.add(new Piece(from, span.from(), x, width, false));
            all.add(new Piece(span.from(), span.to(), x + width, fold, true));
            x += width + fold;
            from = span.to();
        }
        all.add(new Piece(from, time.to(), x, millis(from, time.to()) * perMilli, false));
        pieces = List.copyOf(all);
    }

    private static double millis(List<Span> spans) {
        return spans.stream().mapToDouble(FoldedLine::millis).sum();
    }

    private static double millis(Span span) {
        return millis(span.from(), span.to());
    }

    private static double millis(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e6;
    }

    /** The place of a moment; those before and after the time are at its ends. */
    public double at(Instant moment) {
        return pieces.stream()
                .filter(piece -> !moment.isAfter(piece.to()))
                .findFirst()
                .orElse(pieces.get(pieces.size() - 1))
                .at(moment);
    }

    /** Its stretches from left to right. */
    public List<Piece> pieces() {
        return pieces;
    }

    /** How wide a millisecond is where nothing is folded. */
    public double perMilli() {
        return perMilli;
    }
}
