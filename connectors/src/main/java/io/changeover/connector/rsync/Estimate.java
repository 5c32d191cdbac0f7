package io.changeover.connector.rsync;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** ESTIMATE: what would be lost with the primary side, as the standby side alone can tell. */
final class Estimate {
    private Estimate() {}

    /** Whatever was written since the last complete pass began may be lost. */
    static Result estimate(Request request, Hands hands) throws ConnectorException, InterruptedException {
        Side side = Side.of(request.target());
        @Nullable Marker marker = hands.usable(side, "").marker();
        Pair.requireOwn(side, marker);
        OptionalLong pass = marker == null ? OptionalLong.empty() : marker.pass();
        if (marker == null || marker.primary() || pass.isEmpty()) {
            throw ConnectorException.permanent(
                    "RSYNC_NEVER_SYNCED",
                    "%s: wanted a standby that holds a complete copy, found the marker %s: %s"
                            .formatted(side, side.marker(), marker == null ? "none" : marker));
        }
        Instant began = Instant.ofEpochMilli(pass.getAsLong());
        Duration age = Duration.between(began, hands.context().clock().instant());
        return Result.unchanged(
                        "%s holds what was there until %s, when its last complete pass began".formatted(side, began))
                .with("heldUntil", began.toString())
                .with("lagMillis", Long.toString(Math.max(1, age.toMillis())));
    }
}
