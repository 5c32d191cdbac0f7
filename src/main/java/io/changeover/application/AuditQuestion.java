package io.changeover.application;

import io.changeover.domain.audit.ActionFilter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which actions somebody asks for, as texts. What is missing or blank does not narrow the answer.
 *
 * @param actor who did it
 * @param what the code
 * @param from a day or a moment, in UTC: not earlier
 * @param to a day, which is then still in the answer, or a moment, which is not
 * @param text stands in the detail
 * @param people whether to leave out what the server did by itself
 * @param before the id of the last action of the page before
 */
public record AuditQuestion(
        @Nullable String actor,
        @Nullable String what,
        @Nullable String plan,
        @Nullable String run,
        @Nullable String from,
        @Nullable String to,
        @Nullable String text,
        @Nullable Boolean people,
        @Nullable Long before) {
    /**
     * The filter that asks for just that.
     *
     * @throws IllegalArgumentException for a time that cannot be read
     */
    public ActionFilter filter() {
        return new ActionFilter(
                given(actor),
                given(what),
                given(plan),
                given(run),
                given(from).map(AuditQuestion::begin),
                given(to).map(AuditQuestion::end),
                given(text),
                Boolean.TRUE.equals(people),
                Optional.ofNullable(before));
    }

    private static Optional<String> given(@Nullable String value) {
        return Optional.ofNullable(value).map(String::strip).filter(one -> !one.isEmpty());
    }

    private static Instant begin(String value) {
        return day(value)
                .map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant())
                .orElseGet(() -> moment(value));
    }

    private static Instant end(String value) {
        return day(value)
                .map(day -> day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant())
                .orElseGet(() -> moment(value));
    }

    private static Optional<LocalDate> day(String value) {
        try {
            return Optional.of(LocalDate.parse(value));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Instant moment(String value) {
        try {
            return Instant.parse(value);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "'%s' is no day such as 2031-03-01 and no moment such as 2031-03-01T04:00:00Z".formatted(value), e);
        }
    }
}
