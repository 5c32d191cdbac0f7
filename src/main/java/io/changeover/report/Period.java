package io.changeover.report;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** Some whole days, the last one included, in UTC. */
record Period(LocalDate first, LocalDate last) {
    private static final int USUAL_DAYS = 90;
    private static final int MOST_DAYS = 1_100;

    Period {
        if (last.isBefore(first)) {
            throw new IllegalArgumentException("a period ends on %s at the earliest, was %s".formatted(first, last));
        }
        if (first.plusDays(MOST_DAYS).isBefore(last)) {
            throw new IllegalArgumentException(
                    "a period has at most %d days, was %s to %s".formatted(MOST_DAYS, first, last));
        }
    }

    /** Where an end is not said, today; where a beginning is not, the quarter of a year before the end. */
    static Period of(Optional<LocalDate> from, Optional<LocalDate> to, Clock clock) {
        LocalDate last = to.orElseGet(() -> LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        return new Period(from.orElse(last.minusDays(USUAL_DAYS - 1)), last);
    }

    Instant begin() {
        return first.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    Instant end() {
        return last.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    boolean contains(Instant moment) {
        return !moment.isBefore(begin()) && moment.isBefore(end());
    }

    /** Whether anything from one moment to another, or still, lies in it. */
    boolean meets(Instant from, Optional<Instant> to) {
        return from.isBefore(end()) && to.filter(at -> at.isBefore(begin())).isEmpty();
    }
}
