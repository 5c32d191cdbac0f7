package io.changeover.connector.rsync;

import io.changeover.connector.spi.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The versions of rsync by host, as read in the last minutes: asking takes as long as the rest of a look. Thread-safe.
 */
final class Versions {
    private static final Duration KEPT = Duration.ofMinutes(10);

    private static final Known UNKNOWN = new Known("", Instant.EPOCH);

    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(String version, Instant at) {}

    /** What was read last, or an empty text where it must be asked for. */
    String of(Side side, Context context) {
        Known found = known.getOrDefault(key(side), UNKNOWN);
        return found.at().plus(KEPT).isBefore(context.clock().instant()) ? "" : found.version();
    }

    void keep(Side side, String version, Context context) {
        known.put(key(side), new Known(version, context.clock().instant()));
    }

    private static String key(Side side) {
        return side.host().address() + " " + side.host().ssh().integer("port", 22) + " " + side.runAs();
    }
}
