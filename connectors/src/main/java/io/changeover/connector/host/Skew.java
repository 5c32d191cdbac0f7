package io.changeover.connector.host;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How far a host's clock is from the server's. The clock was read at an unknown moment between the question and its
 * answer, so that only bounds are known.
 *
 * @param least the least that it can be ahead; negative for behind
 * @param most the most that it can be ahead
 * @param host what the host's clock said
 * @param server what the server's clock said at the middle of the time in which the host's may have been read
 */
record Skew(Duration least, Duration most, Instant host, Instant server) {

    /** A clock's word, which holds for that moment and up to so much later. */
    record Reading(Instant at, Duration coarse) {}

    /** The bounds: the login before and the program after the first reading are no part of the doubt. */
    static Skew of(Reading begun, Reading ended, Instant before, Instant after) {
        Duration work = Duration.between(begun.at().plus(begun.coarse()), ended.at());
        Instant latest = work.isNegative() ? after : after.minus(work);
        if (latest.isBefore(before)) {
            latest = before; // the host's clock was set in between
        }
        Duration least = Duration.between(latest, begun.at());
        Duration most = Duration.between(before, begun.at().plus(begun.coarse()));
        return new Skew(
                least,
                most,
                begun.at(),
                before.plus(Duration.between(before, latest).dividedBy(2)));
    }

    /** The doubt: how far the bounds are apart. */
    Duration span() {
        return most.minus(least);
    }

    /** Whether it is surely further than that. */
    boolean beyond(Duration limit) {
        return least.compareTo(limit) > 0 || most.compareTo(limit.negated()) < 0;
    }

    /** Whether it is surely not further than that. */
    boolean within(Duration limit) {
        return most.compareTo(limit) <= 0 && least.compareTo(limit.negated()) >= 0;
    }

    /** What was wanted and found, with both times. */
    String fault(Duration limit) {
        return "wanted its clock within %s of the server's, found %s, when the server's said %s: it is %s"
                .formatted(seconds(limit), shown(host), shown(server), words());
    }

    private String words() {
        Duration middle = least.plus(span().dividedBy(2));
        return "%s %s".formatted(seconds(middle.abs()), middle.isNegative() ? "behind" : "ahead");
    }

    private static Instant shown(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS);
    }

    private static String seconds(Duration time) {
        long millis = time.toMillis();
        return "%d.%03d s".formatted(millis / 1000, millis % 1000);
    }

    /** For people: {@code clock 0.012 s ahead, give or take 0.020 s}. */
    @Override
    public String toString() {
        return "clock %s, give or take %s".formatted(words(), seconds(span().dividedBy(2)));
    }
}
