package io.changeover.dashboard;

import io.changeover.connector.spi.Durations;
import io.changeover.domain.run.FoldedLine;
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
    private static final FoldedLine.Folding FOLDING = new FoldedLine.Folding(1.0 / 6, 3, 30);
    private static final double BETWEEN_TICKS = 16;

    private final FoldedLine line;
    private final Instant now;

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
        Span time = new Span(begin, end);
        List<Span> idle = Span.without(List.of(time), Span.without(Span.union(busy), Span.union(asked)));
        return new RunScale(FoldedLine.of(time, idle, 0, 100, FOLDING), now);
    }

    private RunScale(FoldedLine line, Instant now) {
        this.line = line;
        this.now = now;
    }

    /** The place of a moment from 0 to 100; those before and after the run are at its ends. */
    double at(Instant moment) {
        return line.at(moment);
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
        for (FoldedLine.Piece piece : line.pieces()) {
            if (!piece.folded() && piece.x() > free && piece.width() > 0) {
                ticks.add(new Mark(percent(piece.x()), "0", piece.from(), ""));
                free = piece.x() + BETWEEN_TICKS;
            }
        }
        return ticks;
    }

    /** What is folded. */
    public List<Mark> folds() {
        return line.pieces().stream()
                .filter(FoldedLine.Piece::folded)
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
