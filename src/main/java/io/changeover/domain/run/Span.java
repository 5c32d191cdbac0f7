package io.changeover.domain.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A stretch of time; an end before its beginning counts as none. */
public record Span(Instant from, Instant to) {

    /** How long it is; zero at least. */
    public Duration length() {
        return to.isAfter(from) ? Duration.between(from, to) : Duration.ZERO;
    }

    /** The part of it inside the other, perhaps of no length. */
    public Span within(Span other) {
        Instant begin = from.isBefore(other.from) ? other.from : from;
        Instant end = to.isAfter(other.to) ? other.to : to;
        return new Span(begin, end.isBefore(begin) ? begin : end);
    }

    /** The same time without overlap, in order; what touches is joined and what has no length is left out. */
    public static List<Span> union(List<Span> spans) {
        List<Span> joined = new ArrayList<>();
        List<Span> inOrder = spans.stream()
                .filter(span -> !span.length().isZero())
                .sorted(Comparator.comparing(Span::from))
                .toList();
        for (Span span : inOrder) {
            Span last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last == null || span.from.isAfter(last.to)) {
                joined.add(span);
            } else if (span.to.isAfter(last.to)) {
                joined.set(joined.size() - 1, new Span(last.from, span.to));
            }
        }
        return joined;
    }

    /** What of the first is not in the second; both without overlap and in order. */
    public static List<Span> without(List<Span> spans, List<Span> others) {
        List<Span> rest = new ArrayList<>();
        for (Span span : spans) {
            Instant from = span.from;
            for (Span other : others) {
                if (other.from.isAfter(from) && other.from.isBefore(span.to)) {
                    rest.add(new Span(from, other.from));
                }
                if (other.from.isBefore(span.to) && other.to.isAfter(from)) {
                    from = other.to;
                }
            }
            if (from.isBefore(span.to)) {
                rest.add(new Span(from, span.to));
            }
        }
        return rest;
    }
}
