package io.changeover.domain.plan;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.Set;

/**
 * The weekly hours in which a planned run may begin to change things. A window whose end is not after its beginning ends
 * on the next day; the days are those on which it begins.
 */
public record Window(ZoneId zone, Set<DayOfWeek> days, LocalTime from, LocalTime to) {
    public Window {
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        days = Set.copyOf(days);
        if (days.isEmpty()) {
            throw new IllegalArgumentException("a window needs at least one day");
        }
    }

    /** One opening of the window. */
    public record Opening(Instant opens, Instant closes) {
        /** Whether the moment lies inside; the beginning does, the end does not. */
        public boolean contains(Instant moment) {
            return !moment.isBefore(opens) && moment.isBefore(closes);
        }

        /** What is left of it at that moment, or its whole length before it opens. */
        public Duration leftAt(Instant moment) {
            return Duration.between(moment.isBefore(opens) ? opens : moment, closes);
        }
    }

    /** The opening that contains the moment, or else the next one after it. */
    public Opening openingAt(Instant moment) {
        LocalDate today = moment.atZone(zone).toLocalDate();
        for (int day = -1; day <= 7; day++) {
            LocalDate date = today.plusDays(day);
            if (days.contains(date.getDayOfWeek())) {
                Opening opening = openingOn(date);
                if (moment.isBefore(opening.closes())) {
                    return opening;
                }
            }
        }
        throw new IllegalStateException("no opening within a week of " + moment);
    }

    private Opening openingOn(LocalDate date) {
        ZonedDateTime opens = date.atTime(from).atZone(zone);
        ZonedDateTime closes =
                (to.isAfter(from) ? date : date.plusDays(1)).atTime(to).atZone(zone);
        return new Opening(opens.toInstant(), closes.toInstant());
    }
}
