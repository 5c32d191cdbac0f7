package io.changeover.connector.rsync;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import org.jspecify.annotations.Nullable;

/** MEASURE: roles, lag, and whether a copy could be made. PROVE: the standby holds the primary's last byte. */
final class Measurement {
    /** Room that must stay free beyond the copy itself. */
    private static final long MARGIN = 64L * 1024 * 1024;

    private Measurement() {}

    /** ROLE: what the marker of this side says; a folder is not stopped. Outputs, beside the role: {@code epoch}. */
    static Result role(Request request, Hands hands) throws ConnectorException, InterruptedException {
        Side side = Side.of(request.target());
        Marker marker = marker(side, hands);
        return Result.unchanged("%s is %s".formatted(side, marker))
                .with("role", marker.role())
                .with("epoch", Long.toString(marker.epoch()));
    }

    /** The marker of a side, without which nobody knows its role. */
    static Marker marker(Side side, Hands hands) throws ConnectorException, InterruptedException {
        Marker marker = hands.usable(side, "").marker();
        Pair.requireOwn(side, marker);
        if (marker == null) {
            throw ConnectorException.permanent(
                    "RSYNC_ROLE_UNKNOWN",
                    "%s: wanted the marker %s, found none; a run of reprotect writes it"
                            .formatted(side, side.marker()));
        }
        hands.context().read("role", marker.role());
        return marker;
    }

    /** MEASURE. */
    static Result measure(Request request, Hands hands) throws ConnectorException, InterruptedException {
        Context context = hands.context();
        Pair pair = Pair.read(request, hands, request.dryRun() ? "r" : "rt");
        Pass pass = new Pass(pair, hands, request);
        Report report = pass.compare(Words.Way.COMPARE, true);
        context.read("lagBytes", Long.toString(report.bytes()));
        String millis = report.differences() == 0 ? "0" : age(pair);
        if (millis != null) {
            context.read("lagMillis", millis);
        }
        requireRoom(pair, report.bytes(), context);
        String age = millis == null ? "of unknown age" : "at most " + millis + " ms old";
        Result result = Result.unchanged("%s lacks %d entries of %s with %d bytes, %s"
                        .formatted(pair.standby(), report.differences(), pair.primary(), report.bytes(), age))
                .with("lagBytes", Long.toString(report.bytes()))
                .with("differences", Long.toString(report.differences()))
                .with("primaryRole", Marker.PRIMARY)
                .with("standbyRole", Marker.STANDBY);
        if (millis != null) {
            return result.with("lagMillis", millis);
        }
        Marker marker = pair.here().marker();
        boolean never = marker == null || marker.pass().isEmpty();
        return never ? result.with("lagUnknown", neverCopied(pair)) : result;
    }

    private static String neverCopied(Pair pair) {
        return "no copy to %s was complete so far; start reprotect, which makes the first one"
                .formatted(pair.standby());
    }

    /** Since the last complete pass began, by the primary's clock; null where nobody knows. */
    private static @Nullable String age(Pair pair) {
        Marker marker = pair.here().marker();
        if (marker == null || marker.pass().isEmpty()) {
            return null;
        }
        long millis = pair.there().clock() - marker.pass().getAsLong();
        return millis < 0 ? null : Long.toString(Math.max(1, millis));
    }

    private static void requireRoom(Pair pair, long bytes, Context context) throws ConnectorException {
        long room = pair.here().room();
        long wanted = bytes + Math.max(MARGIN, bytes / 20);
        context.read("room", Long.toString(room));
        if (bytes > 0 && room < wanted) {
            throw ConnectorException.permanent(
                    "RSYNC_NO_ROOM",
                    "%s: wanted %d bytes free on the file system of %s (%d to copy), found %s"
                            .formatted(
                                    pair.standby(),
                                    wanted,
                                    pair.standby().path(),
                                    bytes,
                                    room < 0 ? "an unknown number" : Long.toString(room)));
        }
    }

    /** PROVE. */
    static Result prove(Request request, Hands hands) throws ConnectorException, InterruptedException {
        Context context = hands.context();
        Pair pair = Pair.read(request, hands, "");
        if (!pair.marked()) {
            throw ConnectorException.permanent(
                    "RSYNC_NEVER_SYNCED",
                    "%s: wanted a complete pass from %s, found the marker: %s"
                            .formatted(
                                    pair.standby(), pair.primary(), pair.here().marker()));
        }
        Pass pass = new Pass(pair, hands, request);
        Report report = pass.compare(Words.Way.READ_ALL, false);
        context.read("differences", Long.toString(report.differences()));
        if (report.differences() > 0) {
            context.read("differing", report.named());
            throw ConnectorException.permanent(
                    "RSYNC_DIFFERS",
                    "%s: wanted every file as on %s, found %d that differ: %s"
                            .formatted(pair.standby(), pair.primary(), report.differences(), report.named()));
        }
        return report.with(
                Result.unchanged("%s is equal to %s in every byte".formatted(pair.standby(), pair.primary())),
                pass.pull());
    }
}
