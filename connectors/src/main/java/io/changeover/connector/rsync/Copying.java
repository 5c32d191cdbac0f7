package io.changeover.connector.rsync;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** PREPARE, SYNC and PROTECT: a pass from the primary to the standby. RELEASE: nothing of a broken one is left. */
final class Copying {
    /** A pass that took as long as this has left much behind that was written meanwhile. */
    private static final Duration LONG = Duration.ofSeconds(5);

    private static final int PASSES = 5;

    private Copying() {}

    /**
     * PREPARE: passes until one is short, because what the last one has left behind is brought over while users wait.
     * Gives up, without failing, after some passes or when another one may not fit the time.
     */
    static Result approach(Request request, Hands hands) throws ConnectorException, InterruptedException {
        Context context = hands.context();
        for (int passes = 1; ; passes++) {
            Instant begun = context.clock().instant();
            Result result = copy(request, hands);
            Duration took = Duration.between(begun, context.clock().instant());
            boolean enough = took.compareTo(LONG) < 0 || passes == PASSES;
            if (request.dryRun() || enough || context.remaining().compareTo(took) <= 0) {
                context.read("passes", Integer.toString(passes));
                return passes == 1
                        ? result
                        : new Result(
                                Outcome.CHANGED,
                                "%s, in the last of %d passes".formatted(result.message(), passes),
                                result.outputs());
            }
        }
    }

    /** SYNC or PROTECT: one pass. */
    static Result copy(Request request, Hands hands) throws ConnectorException, InterruptedException {
        Pair pair = Pair.read(request, hands, request.dryRun() ? "" : "s");
        Pass pass = new Pass(pair, hands, request);
        if (request.dryRun()) {
            return forecast(pair, pass);
        }
        pair.claim(hands);
        Kept kept = Kept.of(request, pair, hands);
        demote(pair, hands);
        Report report = pass.copy(request.operation() != Operation.SYNC, kept.folder());
        Map<String, String> keeping = kept.outputs(pair.standby(), hands);
        String text = "%s holds what %s had: %d files sent with %d bytes over the link, %d other entries, %d deleted"
                .formatted(
                        pair.standby(),
                        pair.primary(),
                        report.files(),
                        report.link(pass.pull()),
                        report.others(),
                        report.deleted());
        boolean same = report.differences() == 0 && pair.marked();
        Outcome outcome = same ? Outcome.UNCHANGED : Outcome.CHANGED;
        return report.with(new Result(outcome, text + Kept.sentence(keeping), keeping), pass.pull());
    }

    private static Result forecast(Pair pair, Pass pass) throws ConnectorException, InterruptedException {
        Report report = pass.compare(Words.Way.COMPARE, true);
        if (report.differences() == 0 && pair.marked()) {
            return report.with(
                    Result.unchanged("%s is equal to %s".formatted(pair.standby(), pair.primary())), pass.pull());
        }
        String text = "would copy %d files with %d bytes and %d other entries from %s to %s, and delete %d"
                .formatted(
                        report.files(),
                        report.bytes(),
                        report.others(),
                        pair.primary(),
                        pair.standby(),
                        report.deleted());
        return report.with(Result.wouldChange(text), pass.pull());
    }

    /** A former primary is a standby before the first byte of it is overwritten. */
    private static void demote(Pair pair, Hands hands) throws ConnectorException, InterruptedException {
        Marker marker = pair.here().marker();
        if (marker != null && marker.primary()) {
            hands.mark(pair.standby(), pair.followed(OptionalLong.empty()), List.of());
        }
    }

    /** RELEASE. */
    static Result release(Request request, Hands hands) throws ConnectorException, InterruptedException {
        Side side = Side.of(request.target());
        int pieces = hands.usable(side, "").partial();
        hands.context().read("pieces", Integer.toString(pieces));
        if (pieces == 0) {
            return Result.unchanged("%s has no pieces of a broken copy".formatted(side));
        }
        if (request.dryRun()) {
            return Result.wouldChange("would remove %d pieces of a broken copy at %s".formatted(pieces, side));
        }
        hands.run(side, Scripts.tidy(side), null);
        int left = hands.look(side, "").partial();
        if (left > 0) {
            throw ConnectorException.transientFault(
                    "RSYNC_NOT_TIDY", "%s: wanted nothing in %s, found %d".formatted(side, side.partial(), left));
        }
        return Result.changed("%d pieces of a broken copy are gone at %s".formatted(pieces, side));
    }
}
