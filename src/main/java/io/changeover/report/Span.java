package io.changeover.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A stretch of time; an end before its beginning counts as none. */
record Span(Instant from, Instant to) {

    Duration length() {
        return to.isAfter(from) ? Duration.between(from, to) : Duration.ZERO;
    }

    /** The part of it inside the other, perhaps of no length. */
    Span within(Span other) {
        Instant begin = from.isBefore(other.from) ? other.from : from;
        Instant end = to.isAfter(other.to) ? other.to : to;
        return new Span(begin, end.isBefore(begin) ? begin : end);
    }

    /** The same time without overlap, in order; what touches is joined and what has no length is left out. */
    static List<Span> union(List<Span> spans) {
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
}
