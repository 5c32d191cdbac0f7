package io.changeover.dashboard;

import io.changeover.connector.spi.Durations;
import io.changeover.domain.run.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Places on the time line of a run, in percent of its width. Long times in which no step was at work are folded, so that
 * an hour's wait for an approval leaves room for the seconds of work after it; all other time has one scale.
 */
public final class RunScale {
    private static final double FOLD = 3;
    private static final double FOLDED_AT_MOST = 30;
    private static final double BETWEEN_TICKS = 16;
    private static final int FOLDED_FROM = 6;

    private final Instant now;
    private final List<Piece> pieces = new ArrayList<>();

    /** A stretch of the line. */
    private record Piece(Instant from, Instant to, double x, double width, boolean folded) {
        double at(Instant moment) {
            double whole = millis(from, to);
            double part = whole == 0 ? 0 : millis(from, moment) / whole;
            return x + width * Math.max(0, Math.min(1, part));
        }
    }

    /** A mark on the axis, or a stretch that is folded. */
    public record Mark(String left, String width, Instant at, String words) {}

    /** The scale of a page that is looked at now; it reaches to the end that is expected. */
    static RunScale of(RunPage page, Instant now) {
        Instant begin = page.head().startedAt();
        Instant ended = page.head().endedAt();
        Duration left = page.clock().left();
        List<Span> busy = new ArrayList<>();
        for (StepView step : page.steps()) {
            Instant end = step.endedAt();
            busy.add(new Span(step.startedAt(), end == null ? now : end));
        }
        if (ended == null && left != null) {
            busy.add(new Span(now, now.plus(left)));
        }
        Instant end = ended != null ? ended : left == null ? now : now.plus(left);
        List<Span> asked = page.decisions().stream()
                .map(one -> new Span(one.askedAt(), one.decidedAt() == null ? now : one.decidedAt()))
                .toList();
        return new RunScale(begin, end, idle(begin, end, Span.without(Span.union(busy), Span.union(asked))), now);
    }

    private RunScale(Instant begin, Instant end, List<Span> idle, Instant now) {
        this.now = now;
        long quiet = idle.stream().mapToLong(RunScale::millis).sum();
        long working = Math.max(1, millis(begin, end) - quiet);
        List<Span> folded = idle.stream()
                .filter(span -> millis(span) * FOLDED_FROM > working)
                .toList();
        double fold = folded.isEmpty() ? 0 : Math.min(FOLD, FOLDED_AT_MOST / folded.size());
        long hidden = folded.stream().mapToLong(RunScale::millis).sum();
        double perMilli = (100 - fold * folded.size()) / Math.max(1, millis(begin, end) - hidden);
        Instant from = begin;
        double x = 0;
        for (Span span : folded) {
            x = add(from, span.from(), x, millis(from, span.from()) * perMilli, false);
            x = add(span.from(), span.to(), x, fold, true);
            from = span.to();
        }
        add(from, end, x, millis(from, end) * perMilli, false);
    }

    private double add(Instant from, Instant to, double x, double width, boolean folded) {
        pieces.add(new Piece(from, to, x, width, folded));
        return x + width;
    }

    private static long millis(Span span) {
        return span.length().toMillis();
    }

    private static long millis(Instant from, Instant to) {
        return Duration.between(from, to).toMillis();
    }

    private static List<Span> idle(Instant begin, Instant end, List<Span> busy) {
        return Span.without(List.of(new Span(begin, end)), busy);
    }

    /** The place of a moment from 0 to 100; those before and after the run are at its ends. */
    double at(Instant moment) {
        return pieces.stream()
                .filter(piece -> !moment.isAfter(piece.to()))
                .findFirst()
                .orElse(pieces.get(pieces.size() - 1))
                .at(moment);
    }

    /** The same as a style sheet takes it. */
    public String left(Instant moment) {
        return percent(at(moment));
    }

    /** How wide a stretch is, wide enough to be seen; one without an end lasts until now. */
    public String width(Instant from, @Nullable Instant to) {
        return percent(Math.max(0.3, at(to == null ? now : to) - at(from)));
    }

    /** Where the reader is. */
    public Instant now() {
        return now;
    }

    /** Where work began again, far enough apart to be read. */
    public List<Mark> ticks() {
        List<Mark> ticks = new ArrayList<>();
        double free = -1;
        for (Piece piece : pieces) {
            if (!piece.folded() && piece.x() > free && piece.width() > 0) {
                ticks.add(new Mark(percent(piece.x()), "0", piece.from(), ""));
                free = piece.x() + BETWEEN_TICKS;
            }
        }
        return ticks;
    }

    /** What is folded. */
    public List<Mark> folds() {
        return pieces.stream()
                .filter(Piece::folded)
                .map(piece -> new Mark(
                        percent(piece.x()),
                        percent(piece.width()),
                        piece.from(),
                        Durations.format(Duration.between(piece.from(), piece.to()))))
                .toList();
    }

    private static String percent(double number) {
        return String.format(Locale.ROOT, "%.2f%%", number);
    }
}
