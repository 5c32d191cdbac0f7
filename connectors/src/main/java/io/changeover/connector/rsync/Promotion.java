package io.changeover.connector.rsync;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import io.changeover.connector.spi.Target;
import io.changeover.connector.spi.Verdict;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** PROMOTE: the marker of a side that was copied says that it is the primary one. DEMOTE: it says so no more. */
final class Promotion {
    private Promotion() {}

    static Result promote(Request request, Hands hands) throws ConnectorException, InterruptedException {
        Side side = Side.of(request.target());
        Look look = hands.usable(side, "w");
        long epoch = Pair.epoch(request);
        Marker marker = promotable(side, look.marker(), epoch);
        Marker other = peek(request.peer(), hands);
        if (other != null && other.primary() && other.epoch() > marker.epoch()) {
            throw ConnectorException.permanent(
                    "RSYNC_ROLE_WRONG",
                    "%s: wanted the newer of both sides, found it %s, and the other side %s"
                            .formatted(side, marker, other));
        }
        // A side that a person has chosen outdates what the other one may say of itself.
        if (marker.primary() && (!request.choosing() || marker.epoch() == epoch)) {
            return Result.unchanged("%s is the primary side already".formatted(side));
        }
        if (request.dryRun()) {
            return Result.wouldChange("would mark %s as the primary side".formatted(side));
        }
        hands.mark(side, new Marker(Marker.PRIMARY, epoch, side.site(), OptionalLong.empty()), List.of());
        return Result.changed("%s is the primary side since epoch %d".formatted(side, epoch));
    }

    static Result demote(Request request, Hands hands) throws ConnectorException, InterruptedException {
        Side side = Side.of(request.target());
        Marker marker = Measurement.marker(side, hands);
        String role = "role";
        if (!marker.primary()) {
            return Result.unchanged("%s is %s".formatted(side, marker)).with(role, Marker.STANDBY);
        }
        if (request.dryRun()) {
            return Result.wouldChange("would mark %s as the standby side".formatted(side));
        }
        Marker after = new Marker(Marker.STANDBY, marker.epoch(), side.site(), OptionalLong.empty());
        hands.mark(side, after, List.of());
        return Result.changed("%s is %s".formatted(side, after)).with(role, Marker.STANDBY);
    }

    private static Marker promotable(Side side, @Nullable Marker marker, long epoch) throws ConnectorException {
        Pair.requireOwn(side, marker);
        if (marker == null || !marker.primary() && marker.pass().isEmpty()) {
            throw ConnectorException.permanent(
                    "RSYNC_NEVER_SYNCED",
                    "%s: wanted a side that holds a complete copy, found the marker %s: %s"
                            .formatted(
                                    side, side.marker(), marker == null ? "none" : marker + ", and no complete pass"));
        }
        if (marker.epoch() > epoch) {
            throw ConnectorException.permanent(
                    "RSYNC_EPOCH_OLD",
                    "%s: wanted a marker of epoch %d or before, which is the run's, found %s"
                            .formatted(side, epoch, marker));
        }
        return marker;
    }

    /** What the other side says, where it can be asked; it may be lost. */
    private static @Nullable Marker peek(@Nullable Target peer, Hands hands) throws InterruptedException {
        if (peer == null) {
            return null;
        }
        try {
            return hands.look(Side.of(peer), "").marker();
        } catch (ConnectorException e) {
            hands.context().read("other side", "unreadable: " + e.code());
            if (e.verdict() == Verdict.PERMANENT) {
                hands.context().output(e.getMessage() + "\n");
            }
            return null;
        }
    }
}
